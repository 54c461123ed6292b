package io.nodebus.compose.relay;

import java.net.URI;
import java.util.List;

/// The first request on a connection to a proxy.
///
/// @param opening what the target is to hear first: nothing for a tunnel; else the request as a
///   server expects it, with the word that no other follows on this connection, since the next may
///   be for another server
record ProxyRequest(String host, int port, boolean isTunnel, String opening) {
    private static final int HTTP = 80;

    /// @param head the request line and headers, each with its line end
    /// @throws IllegalArgumentException when it is no request to a proxy
    static ProxyRequest of(String head) {
        var lines = List.of(head.split("\r\n", -1));
        var words = lines.getFirst().split(" ", -1);
        if (words.length != 3) {
            throw new IllegalArgumentException("no request: " + lines.getFirst());
        }
        return words[0].equals("CONNECT") ? tunnel(words[1]) : plain(words, lines);
    }

    private static ProxyRequest tunnel(String authority) {
        var uri = URI.create("https://" + authority);
        return new ProxyRequest(host(uri), uri.getPort() < 0 ? 443 : uri.getPort(), true, "");
    }

    private static ProxyRequest plain(String[] words, List<String> lines) {
        var uri = URI.create(words[1]);
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var opening = new StringBuilder();
        opening.append("%s %s %s\r\n".formatted(words[0], path + query, words[2]));
        lines.stream()
                .skip(1)
                .filter(line -> !line.isEmpty() && !isOfTheConnection(line))
                .forEach(line -> opening.append(line).append("\r\n"));
        opening.append("Connection: close\r\n\r\n");
        var port = uri.getPort() < 0 ? HTTP : uri.getPort();
        return new ProxyRequest(host(uri), port, false, opening.toString());
    }

    private static boolean isOfTheConnection(String header) {
        var name = header.substring(0, Math.max(header.indexOf(':'), 0)).strip();
        return name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Proxy-Connection");
    }

    private static String host(URI uri) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("a proxy is asked for http://host/..., got " + uri);
        }
        return uri.getHost();
    }
}
