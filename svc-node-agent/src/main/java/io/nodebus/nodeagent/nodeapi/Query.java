package io.nodebus.nodeagent.nodeapi;

import io.nodebus.nodeagent.logformat.LogRequest;
import io.nodebus.nodeagent.logformat.Stream;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The query part of a request, read strictly: what is wrong is named, with what would be right.
final class Query {
    private static final Set<String> YES = Set.of("true", "1", "");
    private static final Set<String> NO = Set.of("false", "0");

    private final MultiMap parameters;

    Query(MultiMap parameters) {
        this.parameters = parameters;
    }

    /// As in kubelet's own paths, and as in the Kubernetes API.
    LogRequest logs(InstantSource clock) {
        try {
            return new LogRequest(
                    flag("follow"),
                    flag("timestamps"),
                    number("tailLines"),
                    since(clock),
                    number("limitBytes"),
                    stream());
        } catch (IllegalArgumentException wrong) {
            throw new Refused(400, String.valueOf(wrong.getMessage()));
        }
    }

    List<String> all(String key) {
        return parameters.getAll(key);
    }

    List<Integer> ports() {
        return all("port").stream().map(Query::port).toList();
    }

    private static int port(String value) {
        try {
            var port = Integer.parseInt(value);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new Refused(400, "port must be between 1 and 65535, got " + value);
    }

    boolean flag(String key) {
        var value = text(key).orElse("false");
        if (!YES.contains(value) && !NO.contains(value)) {
            throw new Refused(400, key + " must be true or false, got " + value);
        }
        return YES.contains(value);
    }

    private Optional<Instant> since(InstantSource clock) {
        var seconds = number("sinceSeconds");
        var time = text("sinceTime");
        if (seconds.isPresent() && time.isPresent()) {
            throw new Refused(400, "sinceSeconds and sinceTime must not both be given");
        }
        return time.isPresent()
                ? time.map(Query::time)
                : seconds.map(s -> clock.instant().minus(Duration.ofSeconds(s)));
    }

    private static Instant time(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new Refused(
                    400, "sinceTime must be a time as 2026-01-31T12:00:00Z, got " + value);
        }
    }

    private Optional<Stream> stream() {
        return text("stream")
                .flatMap(value ->
                        switch (value) {
                            case "All" -> Optional.empty();
                            case "Stdout" -> Optional.of(Stream.STDOUT);
                            case "Stderr" -> Optional.of(Stream.STDERR);
                            default ->
                                    throw new Refused(
                                            400,
                                            "stream must be All, Stdout or Stderr, got " + value);
                        });
    }

    private Optional<Long> number(String key) {
        return text(key)
                .map(value -> {
                    try {
                        return Long.parseLong(value);
                    } catch (NumberFormatException noNumber) {
                        throw new Refused(400, key + " must be a whole number, got " + value);
                    }
                });
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(parameters.get(key));
    }
}
