@NullMarked
package io.nodebus.compose.fabric;

import org.jspecify.annotations.NullMarked;
