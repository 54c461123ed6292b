/// Rates from readings.
@NullMarked
package io.nodebus.nodeagent.usage;

import org.jspecify.annotations.NullMarked;
