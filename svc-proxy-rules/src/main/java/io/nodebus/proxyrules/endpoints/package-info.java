/// What can take traffic: from pods and from EndpointSlices given by hand to endpoints with their
/// readiness and port. Knows nothing of who may use them.
@Pure
@NullMarked
package io.nodebus.proxyrules.endpoints;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
