/// Tests of this module as a whole.
@NullMarked
package io.nodebus.autoscaler;

import org.jspecify.annotations.NullMarked;
