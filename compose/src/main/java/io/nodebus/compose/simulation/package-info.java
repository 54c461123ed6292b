/// Many nodes in one process: the same agents on runtimes without containers.
@NullMarked
package io.nodebus.compose.simulation;

import org.jspecify.annotations.NullMarked;
