/// Tests of this module as a whole.
@NullMarked
package io.nodebus.compose;

import org.jspecify.annotations.NullMarked;
