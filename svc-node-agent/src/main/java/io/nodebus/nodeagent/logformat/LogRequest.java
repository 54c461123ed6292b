package io.nodebus.nodeagent.logformat;

import java.time.Instant;
import java.util.Optional;

/// What of a log is wanted.
///
/// @param follow goes on until the container ends
/// @param timestamps before each line
/// @param tailLines only the last so many lines; counts lines of the files, before the other limits
/// @param since not the lines before it
/// @param limitBytes of what is answered, timestamps included; cuts inside a line
/// @param stream only this one
public record LogRequest(
        boolean follow,
        boolean timestamps,
        Optional<Long> tailLines,
        Optional<Instant> since,
        Optional<Long> limitBytes,
        Optional<Stream> stream) {
    /// All of it, and no more.
    public static final LogRequest ALL =
            new LogRequest(
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public LogRequest {
        tailLines
                .filter(lines -> lines < 0)
                .ifPresent(lines -> {
                    throw new IllegalArgumentException("tailLines must be 0 or more, got " + lines);
                });
        limitBytes
                .filter(bytes -> bytes < 1)
                .ifPresent(bytes -> {
                    throw new IllegalArgumentException(
                            "limitBytes must be 1 or more, got " + bytes);
                });
    }
}
