@NullMarked
package io.nodebus.compose.plane;

import org.jspecify.annotations.NullMarked;
