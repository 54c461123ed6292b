/// Tests of this module as a whole.
@NullMarked
package io.nodebus.api;

import org.jspecify.annotations.NullMarked;
