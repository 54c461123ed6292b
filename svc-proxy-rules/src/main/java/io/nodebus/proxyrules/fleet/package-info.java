/// What was heard of Services, pods, nodes and EndpointSlices, and what was said of it.
@Pure
@NullMarked
package io.nodebus.proxyrules.fleet;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
