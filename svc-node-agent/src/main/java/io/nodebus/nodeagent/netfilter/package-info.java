/// What Services mean on this node, on the way into its kernel: a port as a value, and what the
/// kernel is asked and answers. Does not know where the values come from, nor in which dialect the
/// kernel is spoken to. See docs/decisions/0301.
@Pure
@NullMarked
package io.nodebus.nodeagent.netfilter;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
