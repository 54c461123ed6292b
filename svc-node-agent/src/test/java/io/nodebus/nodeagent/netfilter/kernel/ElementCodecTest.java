package io.nodebus.nodeagent.netfilter.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Index;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Field.Transport;
import io.nodebus.nodeagent.netfilter.nftables.SetNames;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ElementCodecTest {
    private static final int ELEMENTS = 3;

    private final NetlinkWriter out = new NetlinkWriter();

    /// By hand, from the kernel's uapi: a mistake made twice would be read back as it was written.
    @Test
    void isWhatTheKernelExpects() {
        new ElementCodec(IpFamily.IPv4)
                .write(
                        out,
                        new Element(
                                new ElementKey(
                                        "nodeport-endpoints",
                                        List.of(
                                                new Transport(Protocol.UDP),
                                                new Port(30_053),
                                                new Index(1))),
                                List.of(Address.of("10.64.1.3"), new Port(53)),
                                "a"));

        assertEquals(
                // LIST_ELEM of 48 bytes, and in it KEY with VALUE
                "30000180 14000180 10000100 11000000 75650000 01000000".replace(" ", "")
                        // DATA with VALUE
                        + "10000280 0c000100 0a400103 00350000".replace(" ", "")
                        // USERDATA: a comment of two bytes
                        + "08000600 00026100".replace(" ", ""),
                written(),
                "on a little-endian machine");
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        var codec = new ElementCodec(IpFamily.IPv4);
        var elements =
                IntStream.range(0, 1_000)
                        .mapToObj(place -> element(Address.of("172.30.0.1"), place))
                        .toList();

        assertEquals(elements, readBack(codec, elements));
    }

    @Test
    void anAddressOfIpv6IsSixteenBytes() {
        var codec = new ElementCodec(IpFamily.IPv6);
        var elements = List.of(element(new Address(IpFamily.IPv6, 0xfd00L << 48, 2), 0));

        assertEquals(elements, readBack(codec, elements));
    }

    private static Element element(Address ip, int place) {
        return new Element(
                new ElementKey(
                        "endpoints",
                        List.of(
                                ip,
                                new Transport(Protocol.TCP),
                                new Port(65_535),
                                new Index(place))),
                List.of(ip, new Port(1 + place)),
                place % 2 == 0 ? "ns/web:http" : "");
    }

    private List<Element> readBack(ElementCodec codec, List<Element> elements) {
        var shape = SetNames.shape("endpoints").orElseThrow();
        var read = new ArrayList<Element>();
        for (int from = 0; from < elements.size(); from += 100) {
            out.clear();
            out.begin(0, 0, 0, 0);
            var list = out.nest(ELEMENTS);
            elements.subList(from, Math.min(from + 100, elements.size()))
                    .forEach(element -> codec.write(out, element));
            out.end(list);
            out.end();
            var message = new NetlinkReader(out.written(), 0);
            read.addAll(codec.read(message.attribute(ELEMENTS).orElseThrow(), "endpoints", shape));
        }
        return read;
    }

    private String written() {
        var bytes = new byte[out.size()];
        out.written().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
