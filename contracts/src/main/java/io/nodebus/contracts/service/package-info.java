/// Services and EndpointSlices as people write them and as they travel. Spelled as in the
/// Kubernetes API.
@Pure
@NullMarked
package io.nodebus.contracts.service;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
