/// Nodes: approval by people, what a node says of itself, its pulse, its health as judged, and its
/// routes.
@Pure
@NullMarked
package io.nodebus.contracts.node;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
