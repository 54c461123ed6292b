/// Keeps processes running: starts them again when they end, later and later when they keep
/// falling, until told to let them lie.
@NullMarked
package io.nodebus.compose.keep;

import org.jspecify.annotations.NullMarked;
