package io.nodebus.contracts.service;

import io.nodebus.contracts.meta.Spelled;
import java.util.Optional;

/// Where a Service's port leads on a pod: a number, or the name of a container's port, which may be
/// another number on each pod.
///
/// @param number empty when it is named
/// @param name empty when it is a number
public record TargetPort(Optional<Integer> number, Optional<String> name) implements Spelled {
    private static final int HIGHEST = 65_535;

    /// @throws IllegalArgumentException when it is neither a port nor a name
    public static TargetPort of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must be a port number or a port name, got nothing");
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-' || c == '.')) {
            return new TargetPort(Optional.empty(), Optional.of(text));
        }
        return of(number(text));
    }

    public static TargetPort of(int number) {
        if (number < 1 || number > HIGHEST) {
            throw refused(String.valueOf(number));
        }
        return new TargetPort(Optional.of(number), Optional.empty());
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "must be a port from 1 to %d or a port name, got %s".formatted(HIGHEST, text));
    }

    @Override
    public Object spelling() {
        return number.<Object>map(port -> port).orElseGet(this::toString);
    }

    @Override
    public String toString() {
        return number.map(String::valueOf).or(() -> name).orElse("");
    }
}
