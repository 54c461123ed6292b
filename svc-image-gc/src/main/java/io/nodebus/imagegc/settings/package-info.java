/// What an operator may set, with its key, default and reason. Read once at start.
@Pure
@NullMarked
package io.nodebus.imagegc.settings;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
