/// What a topic is: its name, who may key it how, where a key lands, and how long records stay.
@Pure
@NullMarked
package io.nodebus.contracts.topic;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
