/// What a plane's processes are started from: a copy of the build, the flags of each JVM, and the
/// AOT caches that belong to them.
@NullMarked
package io.nodebus.compose.build;

import org.jspecify.annotations.NullMarked;
