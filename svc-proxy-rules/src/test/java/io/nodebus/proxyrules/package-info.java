/// Tests of this module as a whole.
@NullMarked
package io.nodebus.proxyrules;

import org.jspecify.annotations.NullMarked;
