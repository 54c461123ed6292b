/// What a settings record is filled with, and what is refused.
@NullMarked
package io.nodebus.bus.settings;

import org.jspecify.annotations.NullMarked;
