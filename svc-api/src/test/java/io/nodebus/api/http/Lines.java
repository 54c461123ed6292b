package io.nodebus.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.Plane;
import io.nodebus.api.Plane.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;

/// A watch as it comes, line by line.
final class Lines implements AutoCloseable {
    private final HttpResponse<InputStream> reply;
    private final BufferedReader lines;

    Lines(HttpResponse<InputStream> reply) {
        this.reply = reply;
        this.lines = new BufferedReader(new InputStreamReader(reply.body(), UTF_8));
    }

    Map<?, ?> next() {
        try {
            return new Reply(reply.statusCode(), Objects.requireNonNull(lines.readLine())).tree();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Type and name, as in `ADDED web`.
    String event() {
        var event = next();
        return Plane.at(event, "type") + " " + Plane.at(event, "object.metadata.name");
    }

    boolean isOver() {
        try {
            return lines.readLine() == null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
