/// How a process of ours begins and ends.
@NullMarked
package io.nodebus.bus.lifecycle;

import org.jspecify.annotations.NullMarked;
