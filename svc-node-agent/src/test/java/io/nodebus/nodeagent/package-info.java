/// Tests of this module as a whole.
@NullMarked
package io.nodebus.nodeagent;

import org.jspecify.annotations.NullMarked;
