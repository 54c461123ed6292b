package io.nodebus.nodeagent.nodeapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The head of an HTTP response, as the runtime's streaming server answers a handshake.
record ResponseHead(int status, List<Map.Entry<String, String>> headers) {
    ResponseHead {
        headers = List.copyOf(headers);
    }

    /// A head that makes no sense counts as 502.
    static ResponseHead parse(String text) {
        var lines = text.split("\r\n", -1);
        var headers = new ArrayList<Map.Entry<String, String>>();
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(
                        Map.entry(
                                lines[i].substring(0, colon),
                                lines[i].substring(colon + 1).strip()));
            }
        }
        return new ResponseHead(status(lines[0]), headers);
    }

    private static int status(String line) {
        var matches = line.matches("HTTP/1\\.[01] [1-5]\\d\\d.*");
        return matches ? Integer.parseInt(line.substring(9, 12)) : 502;
    }
}
