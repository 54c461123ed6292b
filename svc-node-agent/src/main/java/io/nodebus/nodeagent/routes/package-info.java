/// Plans a node's network: the addresses of its own pods, and the way to everybody else's. Pure: a
/// plan is a value that can be printed and compared.
@Pure
@NullMarked
package io.nodebus.nodeagent.routes;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
