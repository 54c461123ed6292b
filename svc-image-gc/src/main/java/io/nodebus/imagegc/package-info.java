/// Which images and dead containers go, and why.
@NullMarked
package io.nodebus.imagegc;

import org.jspecify.annotations.NullMarked;
