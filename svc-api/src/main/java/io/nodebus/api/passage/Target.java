package io.nodebus.api.passage;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;

/// Whom to pass a request on to.
///
/// @param host where, from here
/// @param bearer the token it knows us by
public record Target(String host, int port, ClientSSLOptions trust, String bearer) {
    /// A node, known by the fingerprint of its certificate.
    ///
    /// @param address `host:port`
    /// @throws IllegalArgumentException when the address is none
    public static Target node(String address, String fingerprint, String bearer) {
        return of(
                address,
                new ClientSSLOptions()
                        .setTrustOptions(TrustOptions.wrap(new PinnedTrust(fingerprint)))
                        .setHostnameVerificationAlgorithm(""),
                bearer);
    }

    /// Another instance of the front door, known by our own authority.
    ///
    /// @throws IllegalArgumentException when the address is none
    public static Target door(String address, String ca, String bearer) {
        return of(
                address,
                new ClientSSLOptions()
                        .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(ca)))
                        .setHostnameVerificationAlgorithm("HTTPS"),
                bearer);
    }

    private static Target of(String address, ClientSSLOptions trust, String bearer) {
        var colon = address.lastIndexOf(':');
        try {
            return new Target(
                    address.substring(0, colon),
                    Integer.parseInt(address.substring(colon + 1)),
                    trust,
                    bearer);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "an address must be host:port, got \"%s\"".formatted(address), e);
        }
    }

    /// Never shows the token.
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
