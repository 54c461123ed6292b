@NullMarked
package io.nodebus.compose.bench;

import org.jspecify.annotations.NullMarked;
