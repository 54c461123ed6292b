@NullMarked
package io.nodebus.compose.relay;

import org.jspecify.annotations.NullMarked;
