package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What was found wrong with one object so far.
final class Checks {
    private final List<Cause> causes = new ArrayList<>();

    List<Cause> causes() {
        return List.copyOf(causes);
    }

    void add(Cause cause) {
        causes.add(cause);
    }

    void addAll(List<Cause> more) {
        causes.addAll(more);
    }

    void require(boolean right, Cause otherwise) {
        if (!right) {
            causes.add(otherwise);
        }
    }

    /// A text in one of the [Formats].
    void format(String field, String text, Function<String, List<String>> format) {
        format.apply(text).forEach(wrong -> causes.add(Cause.invalid(field, text, wrong)));
    }

    /// A text that must be there and in one of the [Formats].
    void named(String field, String text, Function<String, List<String>> format) {
        if (text.isEmpty()) {
            causes.add(Cause.required(field, ""));
        } else {
            format(field, text, format);
        }
    }

    void atLeastZero(String field, long number) {
        require(number >= 0, Cause.invalid(field, number, "must be greater than or equal to 0"));
    }
}
