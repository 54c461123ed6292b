/// The fake runtime keeps the contract, and time is its own.
@NullMarked
package io.nodebus.nodeagent.simulated;

import org.jspecify.annotations.NullMarked;
