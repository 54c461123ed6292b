/// Planted: a service root.
@NullMarked
package planted.logrotate;

import org.jspecify.annotations.NullMarked;
