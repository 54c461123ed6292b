/// Planted: waits and mocks.
@NullMarked
package planted.patience;

import org.jspecify.annotations.NullMarked;
