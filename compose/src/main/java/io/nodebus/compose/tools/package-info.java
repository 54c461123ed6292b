/// The programs real nodes need: which, where they are, how a missing one is got. What `doctor`
/// says is decided here. Nothing that is got is ever started as a service of the host.
@NullMarked
package io.nodebus.compose.tools;

import org.jspecify.annotations.NullMarked;
