/// Planted: a room without a concern.
@NullMarked
package planted.imagegc.common;

import org.jspecify.annotations.NullMarked;
