/// What a node uses of itself, as values, and what follows from two of them.
@Pure
@NullMarked
package io.nodebus.nodeagent.usage;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
