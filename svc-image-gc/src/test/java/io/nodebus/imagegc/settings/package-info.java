/// Defaults, and what is refused.
@NullMarked
package io.nodebus.imagegc.settings;

import org.jspecify.annotations.NullMarked;
