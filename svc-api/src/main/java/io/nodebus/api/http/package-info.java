/// The HTTP side of the front door: paths, streams, answers. Translates; decides nothing.
///
/// Every request is a look at the desk or a request to it. A watch is a place in the ring: it is
/// woken when something changed, looks what, and waits when its client reads slowly, so that no
/// client costs memory.
@NullMarked
package io.nodebus.api.http;

import org.jspecify.annotations.NullMarked;
