/// Which pods a Service selects, by labels. Knows keys and labels, and nothing of what pods or
/// Services are for.
@Pure
@NullMarked
package io.nodebus.proxyrules.selection;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
