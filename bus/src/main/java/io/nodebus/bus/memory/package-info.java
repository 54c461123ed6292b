/// The bus inside one process: for tests, simulations, and services composed without Kafka.
@NullMarked
package io.nodebus.bus.memory;

import org.jspecify.annotations.NullMarked;
