package io.nodebus.compose.plane;

import io.nodebus.compose.fabric.Fabric;
import io.nodebus.compose.relay.NetworkNamespace;
import io.nodebus.compose.relay.Relay;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// Node ports on the host's loopback: who comes there comes to the first node from outside, over
/// the fabric.
final class NodePortRelays {
    private static final int FIRST_NODE = 1;

    private final Map<Integer, Relay> relays = new HashMap<>();

    /// Opens the way to a node port, or finds the one that is open.
    ///
    /// @param fabric the one that is there now
    /// @param before the port on the host it had; 0 when it had none. When another program has it
    ///   now, a free one is taken
    /// @return the port on the host
    synchronized int open(int nodePort, Fabric fabric, int before) throws IOException {
        var open = relays.get(nodePort);
        if (open != null) {
            return open.port();
        }
        var relay = relay(nodePort, fabric, before);
        relays.put(nodePort, relay);
        return relay.port();
    }

    private static Relay relay(int nodePort, Fabric fabric, int before) throws IOException {
        try {
            return Relay.open(
                    NetworkNamespace.host(),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), before),
                    NetworkNamespace.of(fabric.pid()),
                    HostPort.of(Fabric.address(FIRST_NODE) + ":" + nodePort).address());
        } catch (BindException taken) {
            if (before == 0) {
                throw taken;
            }
            return relay(nodePort, fabric, 0);
        }
    }

    /// Closes all: the fabric they went over is gone.
    synchronized void close() throws IOException {
        for (var relay : relays.values()) {
            relay.close();
        }
        relays.clear();
    }
}
