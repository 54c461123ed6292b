package io.nodebus.compose.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Listens in one namespace and goes on from another. Bounded: at most so many connections at once,
/// the next one waits in the kernel's queue, and no more than a buffer's worth is held of each
/// direction. What has nothing to do waits on a virtual thread and costs nothing.
public final class Relay implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final int USUAL_LIMIT = 512;

    private final ServerSocketChannel listening;
    private final NetworkNamespace from;
    private final InetSocketAddress target;
    private final Semaphore room;
    private final Set<Flow> flows = ConcurrentHashMap.newKeySet();

    private Relay(
            ServerSocketChannel listening,
            NetworkNamespace from,
            InetSocketAddress target,
            int limit) {
        this.listening = listening;
        this.from = from;
        this.target = target;
        this.room = new Semaphore(limit);
    }

    /// @param in where to listen
    /// @param listen the address there; port 0 takes a free one
    /// @param from where to go on from
    /// @param target the address there
    public static Relay open(
            NetworkNamespace in,
            InetSocketAddress listen,
            NetworkNamespace from,
            InetSocketAddress target)
            throws IOException {
        return open(in, listen, from, target, USUAL_LIMIT);
    }

    static Relay open(
            NetworkNamespace in,
            InetSocketAddress listen,
            NetworkNamespace from,
            InetSocketAddress target,
            int limit)
            throws IOException {
        var relay = new Relay(in.make(() -> bound(listen)), from, target, limit);
        Thread.ofVirtual().name("relay-" + target).start(relay::accept);
        return relay;
    }

    static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.INET).bind(address, BACKLOG);
    }

    /// The port it listens on.
    public int port() {
        try {
            return ((InetSocketAddress) listening.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new IllegalStateException("the relay is closed", e);
        }
    }

    /// How many connections there are.
    int connections() {
        return flows.size();
    }

    private void accept() {
        try {
            while (true) {
                room.acquire();
                var near = listening.accept();
                Thread.ofVirtual().start(() -> carry(near));
            }
        } catch (IOException e) {
            // closed: that is how it ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(SocketChannel near) {
        try (near;
                var far = from.make(() -> SocketChannel.open(StandardProtocolFamily.INET));
                var flow = new Flow(near, far)) {
            flows.add(flow);
            near.setOption(StandardSocketOptions.TCP_NODELAY, true);
            far.setOption(StandardSocketOptions.TCP_NODELAY, true);
            far.connect(target);
            flow.run();
            flows.remove(flow);
        } catch (IOException e) {
            refuse(near);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            flows.removeIf(flow -> flow.isOf(near));
            room.release();
        }
    }

    /// With a reset: whoever called must not take this for an orderly end.
    private static void refuse(SocketChannel near) {
        try {
            if (near.isOpen()) {
                near.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            near.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    /// Ends every connection.
    @Override
    public void close() throws IOException {
        listening.close();
        for (var flow : flows) {
            flow.close();
        }
    }
}
