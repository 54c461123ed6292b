/// ConfigMaps and Secrets: as people write them, and sealed for the node that needs them.
@Pure
@NullMarked
package io.nodebus.contracts.config;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
