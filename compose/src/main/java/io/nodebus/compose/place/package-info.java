/// Where things lie: a plane's folder and everything in it, the cache of tools, and to whom files
/// belong when root works for somebody. Knows names only, starts nothing.
@NullMarked
package io.nodebus.compose.place;

import org.jspecify.annotations.NullMarked;
