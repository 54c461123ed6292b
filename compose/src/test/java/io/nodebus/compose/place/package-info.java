@NullMarked
package io.nodebus.compose.place;

import org.jspecify.annotations.NullMarked;
