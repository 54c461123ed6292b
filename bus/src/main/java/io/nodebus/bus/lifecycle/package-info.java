/// How a process of ours begins and ends: settings, logging, health, and on SIGTERM an ordered stop
/// with a deadline.
@NullMarked
package io.nodebus.bus.lifecycle;

import org.jspecify.annotations.NullMarked;
