/// Planted: a room that imports another service.
@NullMarked
package planted.logrotate.rotation;

import org.jspecify.annotations.NullMarked;
