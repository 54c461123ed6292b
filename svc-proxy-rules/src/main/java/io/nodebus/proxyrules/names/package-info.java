/// What DNS answers beyond rules.
@Pure
@NullMarked
package io.nodebus.proxyrules.names;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
