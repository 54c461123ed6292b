/// From what is known of a Service to what is said of it, and why.
@Pure
@NullMarked
package io.nodebus.proxyrules.ruling;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
