@NullMarked
package io.nodebus.compose.keep;

import org.jspecify.annotations.NullMarked;
