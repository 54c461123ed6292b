/// Tests of this module as a whole.
@NullMarked
package io.nodebus.contracts;

import org.jspecify.annotations.NullMarked;
