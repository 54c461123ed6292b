/// Joins network namespaces that have no link to each other: a connection made to a socket in one
/// goes on from a socket in another. Sockets stay in the namespace they were made in, so one
/// process can hold both ends.
@NullMarked
package io.nodebus.compose.relay;

import org.jspecify.annotations.NullMarked;
