/// The last step of a build: caches of loaded classes (AOT, JEP 483 and 514) for every JVM of a
/// plane and for the command line, so that they start in a fraction of the time.
@NullMarked
package io.nodebus.compose.training;

import org.jspecify.annotations.NullMarked;
