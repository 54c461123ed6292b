/// The seam between deciding and doing: what is heard, what a decision is, what it may ask for,
/// without saying how any of it is carried out.
@Pure
@NullMarked
package io.nodebus.bus.decide;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
