/// Planted: the other half of a circle.
@NullMarked
package planted.imagegc.right;

import org.jspecify.annotations.NullMarked;
