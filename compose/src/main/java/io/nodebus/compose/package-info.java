/// Putting services together: the plane, the nodes, the command line.
@NullMarked
package io.nodebus.compose;

import org.jspecify.annotations.NullMarked;
