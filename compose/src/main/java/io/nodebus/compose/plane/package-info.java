/// A plane: a supervisor that keeps a broker, the fleet services and some nodes running, and what
/// starts, asks and ends it from outside. The root of `compose`: it connects the other rooms.
///
/// | who | does |
/// |---|---|
/// | `Plane` | up, down, find; runs in the command line's process |
/// | `Supervisor` | the plane's own process; starts the others again when they end |
/// | `NodeKeeper` | one real node: its box, its cable, its relays, its images |
/// | `Remains` | what is left of a plane, found by mark and name, and removed |
@NullMarked
package io.nodebus.compose.plane;

import org.jspecify.annotations.NullMarked;
