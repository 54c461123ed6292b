/// The front door: a Kubernetes-shaped HTTP API over the topics.
@NullMarked
package io.nodebus.api;

import org.jspecify.annotations.NullMarked;
