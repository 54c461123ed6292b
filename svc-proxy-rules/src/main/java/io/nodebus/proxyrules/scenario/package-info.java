/// Scenarios of Services as files: what svc-proxy-rules makes of them, and where packets must end.
@Pure
@NullMarked
package io.nodebus.proxyrules.scenario;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
