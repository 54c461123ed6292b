/// Fleet processes that share a plane.
@NullMarked
package io.nodebus.compose.fleet;

import org.jspecify.annotations.NullMarked;
