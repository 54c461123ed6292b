/// The resource catalogue: which kinds there are, what they are called, what can be done with them.
/// Paths, discovery and short names follow from it.
@Pure
@NullMarked
package io.nodebus.api.resource;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
