package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Planned.Gone;
import io.nodebus.nodeagent.netfilter.nftables.Target;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Flows of UDP that go on to an endpoint that is gone: the kernel keeps sending them there as long
/// as the client keeps talking. A deletion without a filter would cut every flow of the node, so
/// none can be written here: it names an endpoint, or a flow that was seen.
final class Flows implements AutoCloseable {
    private static final int GET = 1 << 8 | 1;
    private static final int DELETE = 1 << 8 | 2;
    private static final int DUMP = 0x300;

    private static final int NESTED = 0x8000;
    private static final int ORIGINAL = 1;
    private static final int REPLY = 2;
    private static final int FILTER = 25;

    private static final int IP = 1;
    private static final int TRANSPORT = 2;
    private static final int SOURCE = 1;
    private static final int DESTINATION = 2;
    private static final int PROTOCOL = 1;
    private static final int SOURCE_PORT = 2;
    private static final int DESTINATION_PORT = 3;

    private static final int BY_SOURCE = 1;
    private static final int BY_DESTINATION = 2;
    private static final int BY_PROTOCOL = 8;
    private static final int BY_SOURCE_PORT = 16;
    private static final int BY_DESTINATION_PORT = 32;

    private static final Address NONE = new Address(IpFamily.IPv4, 0, 0);

    /// Kernels before about 6.10 know no filter when they delete.
    private boolean filters = true;

    private final NetlinkSocket socket = new NetlinkSocket();
    private final NetlinkWriter out = new NetlinkWriter();

    /// The flows of these endpoints, by one message each.
    void end(List<Gone> gone) {
        for (var each : gone) {
            if (!filters) {
                end(flow -> isOf(flow, each));
                continue;
            }
            out.clear();
            write(each);
            var errno = answer();
            switch (errno) {
                case 0, Errno.ENOENT -> {}
                case Errno.EOPNOTSUPP, Errno.EINVAL -> {
                    filters = false;
                    end(flow -> isOf(flow, each));
                }
                default -> throw new KernelFailure("cannot end flows: " + Errno.text(errno));
            }
        }
    }

    /// Looks at all flows of UDP.
    void end(Predicate<Flow> stale) {
        for (var flow : seen()) {
            if (stale.test(flow)) {
                out.clear();
                out.begin(DELETE, NetlinkWriter.ACK, 2, 0);
                out.bytes(ORIGINAL | NESTED, flow.tuple().array());
                out.end();
                var _ = answer();
            }
        }
    }

    private void write(Gone gone) {
        out.begin(DELETE, NetlinkWriter.ACK, 2, 0);
        tuple(ORIGINAL, NONE, gone.to().orElse(NONE), 0, gone.port().number());
        tuple(REPLY, gone.endpoint().address(), NONE, gone.endpoint().port().number(), 0);
        var filter = out.nest(FILTER);
        out.host(
                ORIGINAL,
                (gone.to().isPresent() ? BY_DESTINATION : 0) | BY_PROTOCOL | BY_DESTINATION_PORT);
        out.host(REPLY, BY_SOURCE | BY_PROTOCOL | BY_SOURCE_PORT);
        out.end(filter);
        out.end();
    }

    private void tuple(int type, Address source, Address destination, int from, int to) {
        var tuple = out.nest(type);
        var ip = out.nest(IP);
        out.bytes(SOURCE, ElementCodec.bytes(source));
        out.bytes(DESTINATION, ElementCodec.bytes(destination));
        out.end(ip);
        var transport = out.nest(TRANSPORT);
        out.bytes(PROTOCOL, new byte[] {(byte) ElementCodec.number(Protocol.UDP)});
        out.bytes(SOURCE_PORT, bigEndian(from));
        out.bytes(DESTINATION_PORT, bigEndian(to));
        out.end(transport);
        out.end(tuple);
    }

    private static byte[] bigEndian(int port) {
        return ByteBuffer.allocate(2).putShort((short) port).array();
    }

    private int answer() {
        socket.send(out.written());
        var errno = new int[1];
        socket.receive(message -> {
            if (message.type() == NetlinkReader.ERROR) {
                errno[0] = message.errno();
            }
        });
        return errno[0];
    }

    private static boolean isOf(Flow flow, Gone gone) {
        return flow.answers().equals(gone.endpoint())
                && flow.port().equals(gone.port())
                && gone.to().filter(to -> !to.equals(flow.to())).isEmpty();
    }

    private List<Flow> seen() {
        out.clear();
        out.begin(GET, DUMP, 2, 0);
        out.end();
        socket.send(out.written());
        var flows = new ArrayList<Flow>();
        var done = new boolean[1];
        while (!done[0]) {
            socket.receive(message -> {
                switch (message.type()) {
                    case NetlinkReader.DONE, NetlinkReader.ERROR -> done[0] = true;
                    default -> read(message).ifPresent(flows::add);
                }
            });
        }
        return flows;
    }

    private static Optional<Flow> read(NetlinkReader message) {
        var original = message.attribute(ORIGINAL);
        if (original.isEmpty() || !isUdp(original.get())) {
            return Optional.empty();
        }
        return message.attribute(REPLY)
                .map(reply ->
                        new Flow(
                                address(original.get(), DESTINATION),
                                port(original.get(), DESTINATION_PORT),
                                new Target(address(reply, SOURCE), port(reply, SOURCE_PORT)),
                                ByteBuffer.wrap(original.get())));
    }

    private static boolean isUdp(byte[] tuple) {
        return inside(inside(tuple, TRANSPORT), PROTOCOL)[0]
                == (byte) ElementCodec.number(Protocol.UDP);
    }

    private static Address address(byte[] tuple, int side) {
        return ElementCodec.address(
                ByteBuffer.wrap(inside(inside(tuple, IP), side)), IpFamily.IPv4);
    }

    private static Port port(byte[] tuple, int side) {
        return new Port(
                Short.toUnsignedInt(
                        ByteBuffer.wrap(inside(inside(tuple, TRANSPORT), side)).getShort()));
    }

    private static byte[] inside(byte[] nest, int type) {
        var found = new byte[1][];
        NetlinkReader.attributes(
                nest,
                (each, bytes) -> {
                    if (each == type) {
                        found[0] = bytes;
                    }
                });
        return found[0] == null ? new byte[8] : found[0];
    }

    @Override
    public void close() {
        socket.close();
    }
}
