/// When a log is rotated, compressed, dropped, and why.
@NullMarked
package io.nodebus.logrotate;

import org.jspecify.annotations.NullMarked;
