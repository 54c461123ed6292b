/// What every object of the Kubernetes API has: names, labels, quantities, and why something is so.
@Pure
@NullMarked
package io.nodebus.contracts.meta;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
