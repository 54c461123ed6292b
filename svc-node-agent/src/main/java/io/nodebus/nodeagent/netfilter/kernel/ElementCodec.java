package io.nodebus.nodeagent.netfilter.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Field;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Index;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Field.Transport;
import io.nodebus.nodeagent.netfilter.nftables.SetNames.Kind;
import io.nodebus.nodeagent.netfilter.nftables.SetNames.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Elements as the kernel has them: fields begin at multiples of four bytes, addresses and ports in
/// network order, places in the machine's own.
final class ElementCodec {
    private static final int LIST_ELEMENT = 1;
    private static final int KEY = 1;
    private static final int DATA = 2;
    private static final int USERDATA = 6;
    private static final int VALUE = 1;

    /// The type of a comment within user data, which is a byte each for type and length.
    private static final byte COMMENT = 0;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;

    private final IpFamily family;

    ElementCodec(IpFamily family) {
        this.family = family;
    }

    void write(NetlinkWriter out, ElementKey at) {
        var element = out.nest(LIST_ELEMENT);
        value(out, KEY, at.key());
        out.end(element);
    }

    void write(NetlinkWriter out, Element added) {
        var element = out.nest(LIST_ELEMENT);
        value(out, KEY, added.at().key());
        if (!added.value().isEmpty()) {
            value(out, DATA, added.value());
        }
        if (!added.comment().isEmpty()) {
            out.bytes(USERDATA, comment(added.comment()));
        }
        out.end(element);
    }

    /// The elements in one message of a listing.
    List<Element> read(byte[] list, String set, Shape shape) {
        var elements = new ArrayList<Element>();
        NetlinkReader.attributes(list, (_, element) -> elements.add(element(element, set, shape)));
        return elements;
    }

    private Element element(byte[] attributes, String set, Shape shape) {
        var key = new ArrayList<Field>();
        var value = new ArrayList<Field>();
        var comment = new StringBuilder();
        NetlinkReader.attributes(
                attributes,
                (type, bytes) -> {
                    switch (type) {
                        case KEY -> key.addAll(fields(bytes, shape.key()));
                        case DATA -> value.addAll(fields(bytes, shape.value()));
                        case USERDATA -> comment.append(comment(bytes));
                        default -> {}
                    }
                });
        return new Element(new ElementKey(set, key), value, comment.toString());
    }

    private List<Field> fields(byte[] nest, List<Kind> kinds) {
        var fields = new ArrayList<Field>();
        NetlinkReader.attributes(
                nest,
                (_, bytes) -> {
                    var in = ByteBuffer.wrap(bytes);
                    kinds.forEach(kind -> fields.add(field(in, kind)));
                });
        return fields;
    }

    private Field field(ByteBuffer in, Kind kind) {
        return switch (kind) {
            case ADDRESS -> address(in, family);
            case TRANSPORT -> new Transport(protocol(padded(in, in.get(), 3)));
            case PORT -> new Port(Short.toUnsignedInt((short) padded(in, in.getShort(), 2)));
            case INDEX -> new Index(in.order(ByteOrder.nativeOrder()).getInt());
        };
    }

    private static int padded(ByteBuffer in, int value, int padding) {
        in.position(in.position() + padding);
        return value;
    }

    static Address address(ByteBuffer in, IpFamily family) {
        return switch (family) {
            case IPv4 -> new Address(family, 0, Integer.toUnsignedLong(in.getInt()));
            case IPv6 -> new Address(family, in.getLong(), in.getLong());
        };
    }

    private static void value(NetlinkWriter out, int type, List<Field> fields) {
        var bytes = ByteBuffer.allocate(fields.stream().mapToInt(ElementCodec::width).sum());
        fields.forEach(field -> put(bytes, field));
        var nest = out.nest(type);
        out.bytes(VALUE, bytes.array());
        out.end(nest);
    }

    private static int width(Field field) {
        return switch (field) {
            case Address address -> address.family() == IpFamily.IPv4 ? 4 : 16;
            case Transport _, Port _, Index _ -> 4;
        };
    }

    private static void put(ByteBuffer out, Field field) {
        switch (field) {
            case Address address -> out.put(bytes(address));
            case Transport transport ->
                    out.put((byte) number(transport.protocol())).put(new byte[3]);
            case Port port -> out.putShort((short) port.number()).putShort((short) 0);
            case Index index -> out.put(host(index.place()));
        }
    }

    static byte[] bytes(Address address) {
        return switch (address.family()) {
            case IPv4 -> ByteBuffer.allocate(4).putInt((int) address.low()).array();
            case IPv6 ->
                    ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low()).array();
        };
    }

    private static byte[] host(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> TCP;
            case UDP -> UDP;
            case SCTP -> SCTP;
        };
    }

    private static Protocol protocol(int number) {
        return switch (number & 0xff) {
            case TCP -> Protocol.TCP;
            case UDP -> Protocol.UDP;
            case SCTP -> Protocol.SCTP;
            default -> throw new KernelFailure("an element of protocol " + (number & 0xff));
        };
    }

    private static byte[] comment(String text) {
        var bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(bytes.length + 3)
                .put(COMMENT)
                .put((byte) (bytes.length + 1))
                .put(bytes)
                .put((byte) 0)
                .array();
    }

    private static String comment(byte[] userdata) {
        return userdata.length > 3 && userdata[0] == COMMENT
                ? new String(userdata, 2, Math.max(0, (userdata[1] & 0xff) - 1), UTF_8)
                : "";
    }
}
