/// Planted: half of a circle.
@NullMarked
package planted.imagegc.left;

import org.jspecify.annotations.NullMarked;
