@NullMarked
package io.nodebus.compose.tools;

import org.jspecify.annotations.NullMarked;
