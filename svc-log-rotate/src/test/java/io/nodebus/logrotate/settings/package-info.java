/// Defaults, and what is refused.
@NullMarked
package io.nodebus.logrotate.settings;

import org.jspecify.annotations.NullMarked;
