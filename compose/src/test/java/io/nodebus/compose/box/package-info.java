@NullMarked
package io.nodebus.compose.box;

import org.jspecify.annotations.NullMarked;
