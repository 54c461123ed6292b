/// Why things are as they are: what each decider decided, with the figures.
@Pure
@NullMarked
package io.nodebus.contracts.decision;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
