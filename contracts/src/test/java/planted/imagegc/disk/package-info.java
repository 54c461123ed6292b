/// Planted: an edge room.
@NullMarked
package planted.imagegc.disk;

import org.jspecify.annotations.NullMarked;
