@NullMarked
package io.nodebus.compose.image;

import org.jspecify.annotations.NullMarked;
