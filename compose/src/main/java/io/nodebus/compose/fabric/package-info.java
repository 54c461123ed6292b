/// What joins the nodes of a plane: one more network namespace with a bridge, and a cable from it
/// to each node. The host has no part in it. Routes between pods are the agents' work.
@NullMarked
package io.nodebus.compose.fabric;

import org.jspecify.annotations.NullMarked;
