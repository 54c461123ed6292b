/// Container log files on the disk: a log is the file the runtime writes to and its rotated
/// generations, plain or gzipped. Reads them as one, also while they are rotated; keeps no more of
/// them in memory than a line.
@NullMarked
package io.nodebus.nodeagent.logfiles;

import org.jspecify.annotations.NullMarked;
