/// How a test waits for what it can only look at: looks again until a deadline.
@NullMarked
package io.nodebus.nodeagent.await;

import org.jspecify.annotations.NullMarked;
