@NullMarked
package io.nodebus.compose.process;

import org.jspecify.annotations.NullMarked;
