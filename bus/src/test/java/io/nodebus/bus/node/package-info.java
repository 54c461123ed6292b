/// The bus of a node, over buses that come, go and turn into others.
@NullMarked
package io.nodebus.bus.node;

import org.jspecify.annotations.NullMarked;
