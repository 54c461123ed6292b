/// Programs of others: run one and wait for it, find those that bear a plane's mark.
@NullMarked
package io.nodebus.compose.process;

import org.jspecify.annotations.NullMarked;
