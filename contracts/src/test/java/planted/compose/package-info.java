/// Planted: may import roots and start processes.
@NullMarked
package planted.compose;

import org.jspecify.annotations.NullMarked;
