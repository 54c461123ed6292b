/// Makes the broker's topics what the catalogue says: plan, print, apply. Creates and adjusts;
/// never deletes, never changes a number of partitions. Founds the plane once. Asks who the brokers
/// are.
@NullMarked
package io.nodebus.bus.topics;

import org.jspecify.annotations.NullMarked;
