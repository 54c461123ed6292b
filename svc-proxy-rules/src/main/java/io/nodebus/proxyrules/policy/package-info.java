/// What a Service's port means wherever it is used, and which Service an address or node port
/// belongs to.
@Pure
@NullMarked
package io.nodebus.proxyrules.policy;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
