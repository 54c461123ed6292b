/// Waiting for what comes by itself, with a deadline.
@NullMarked
package io.nodebus.api.await;

import org.jspecify.annotations.NullMarked;
