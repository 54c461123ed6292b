/// What is known: nodes, pods, what is bound where and what waits for a place.
///
/// Notes what was heard and keeps the sums; judges nothing and places nothing. Everything here is
/// confined to one loop and changed in place, because a fleet is too large to copy at every record.
@Pure
@NullMarked
package io.nodebus.autoscaler.fleet;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
