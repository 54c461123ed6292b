@NullMarked
package io.nodebus.compose.training;

import org.jspecify.annotations.NullMarked;
