/// Defaults, and what is refused.
@NullMarked
package io.nodebus.proxyrules.settings;

import org.jspecify.annotations.NullMarked;
