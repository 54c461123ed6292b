/// Logs read from files that are written, rotated and compressed meanwhile.
@NullMarked
package io.nodebus.nodeagent.logfiles;

import org.jspecify.annotations.NullMarked;
