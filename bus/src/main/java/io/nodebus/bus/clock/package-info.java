/// Time as a service: when it is, "run this soon", "run this later". Real on a Vert.x context,
/// virtual in tests and simulations. The only room that reads a clock for a loop.
@NullMarked
package io.nodebus.bus.clock;

import org.jspecify.annotations.NullMarked;
