@NullMarked
package io.nodebus.compose.build;

import org.jspecify.annotations.NullMarked;
