/// Objects as rows, as `kubectl get` shows them: columns, what stands in them, and ages.
@Pure
@NullMarked
package io.nodebus.api.tables;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
