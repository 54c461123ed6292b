/// Waiting in tests, without sleeping longer than needed.
@NullMarked
package io.nodebus.compose.await;

import org.jspecify.annotations.NullMarked;
