/// When what changed is told to a fleet. Knows names of Services, and nothing of what is told.
@Pure
@NullMarked
package io.nodebus.proxyrules.pacing;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
