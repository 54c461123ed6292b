/// Tests of this module as a whole.
@NullMarked
package io.nodebus.imagegc;

import org.jspecify.annotations.NullMarked;
