/// Planted: a service root.
@NullMarked
package planted.imagegc;

import org.jspecify.annotations.NullMarked;
