/// Tests of this module as a whole.
@NullMarked
package io.nodebus.bus;

import org.jspecify.annotations.NullMarked;
