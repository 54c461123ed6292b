/// Planted: a pure room that does what pure rooms must not.
@Pure
@NullMarked
package planted.imagegc.reclaim;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
