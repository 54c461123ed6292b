package io.nodebus.compose.plane;

import io.nodebus.bus.topics.Brokers;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where the brokers behind an address are. Nodes have no way out but the relays that are laid for
/// them, so every address that a broker gives out for itself must be known, and must lead somewhere
/// from this machine, before a node begins.
final class BrokerAddresses {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final String CURE = "set the broker's advertised.listeners";

    private BrokerAddresses() {}

    static PlaneFile.Broker ofOurOwn(HostPort kafka) {
        return new PlaneFile.Broker(kafka.host(), kafka.port(), kafka.host());
    }

    /// The address that was given, and all that the brokers there name.
    ///
    /// @throws UpRefused when nobody answers, or one gives out an address that leads nowhere here
    static List<PlaneFile.Broker> behind(HostPort given) {
        var who = "--kafka " + given;
        var brokers = new ArrayList<PlaneFile.Broker>();
        brokers.add(reachable(who, "it", given.host(), given.port(), "is a broker running there?"));
        for (var broker : advertised(given)) {
            var found =
                    reachable(
                            who,
                            "broker %d, which calls itself %s:%d,"
                                    .formatted(broker.id(), broker.host(), broker.port()),
                            broker.host(),
                            broker.port(),
                            CURE);
            if (!brokers.contains(found)) {
                brokers.add(found);
            }
        }
        return List.copyOf(brokers);
    }

    private static List<Brokers.Advertised> advertised(HostPort given) {
        try {
            return Brokers.of(given.address(), ANSWER);
        } catch (IOException e) {
            throw new UpRefused(
                    "--kafka %s: no Kafka broker answers there without TLS: %s"
                            .formatted(given, e.getMessage()));
        }
    }

    private static PlaneFile.Broker reachable(
            String who, String what, String host, int port, String cure) {
        try (var probe = new Socket()) {
            var address = resolved(host);
            probe.connect(new InetSocketAddress(address, port), (int) PATIENCE.toMillis());
            return new PlaneFile.Broker(host, port, address.getHostAddress());
        } catch (UnknownHostException e) {
            throw new UpRefused(
                    "%s: %s has no IPv4 address that this machine knows; put %s into /etc/hosts, or %s"
                            .formatted(who, what, host, CURE));
        } catch (IOException e) {
            throw new UpRefused(
                    "%s: %s cannot be reached from here: %s; %s"
                            .formatted(who, what, e.getMessage(), cure));
        }
    }

    private static InetAddress resolved(String host) throws UnknownHostException {
        return Stream.of(InetAddress.getAllByName(host))
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new UnknownHostException(host));
    }
}
