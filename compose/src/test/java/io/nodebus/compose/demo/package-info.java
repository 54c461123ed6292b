@NullMarked
package io.nodebus.compose.demo;

import org.jspecify.annotations.NullMarked;
