/// The vocabulary every service shares: topics, events, commands, resources. Imports the JDK only.
///
/// | room | what is in it |
/// |---|---|
/// | `topic` | what a topic is: name, key, partition, clean-up |
/// | `stamp` | who said a record, and which of two is newer |
/// | `wire` | records to plain trees and back, strictly or leniently |
/// | `meta` | what every Kubernetes object has: names, labels, quantities |
/// | `pod` `config` `node` `container` `decision` `plane` | one or more topic families each |
/// | `catalogue` | all topics in one list |
@Pure
@NullMarked
package io.nodebus.contracts;

import org.jspecify.annotations.NullMarked;
