/// Tests of this module as a whole.
@NullMarked
package io.nodebus.logrotate;

import org.jspecify.annotations.NullMarked;
