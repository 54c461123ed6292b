/// Quantities and durations, as Kubernetes reads and writes them.
@NullMarked
package io.nodebus.contracts.meta;

import org.jspecify.annotations.NullMarked;
