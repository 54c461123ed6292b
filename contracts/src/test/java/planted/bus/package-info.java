/// Planted: may speak Kafka.
@NullMarked
package planted.bus;

import org.jspecify.annotations.NullMarked;
