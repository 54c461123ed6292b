/// Tests of the room, over real sockets on loopback.
@NullMarked
package io.nodebus.api.http;

import org.jspecify.annotations.NullMarked;
