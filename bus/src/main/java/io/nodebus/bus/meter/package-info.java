/// What is measured: names, units and tags of the meters every service has, and how a registry is
/// made.
@NullMarked
package io.nodebus.bus.meter;

import org.jspecify.annotations.NullMarked;
