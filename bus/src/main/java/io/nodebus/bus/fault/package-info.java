/// What happens when we are wrong: nothing is swallowed, and one handler hears of it.
@NullMarked
package io.nodebus.bus.fault;

import org.jspecify.annotations.NullMarked;
