package io.nodebus.bus.settings;

import java.util.ArrayList;
import java.util.List;

/// What is wrong, collected until all of it is known.
final class Faults {
    private final List<String> messages = new ArrayList<>();

    void add(String message) {
        messages.add(message);
    }

    boolean any() {
        return !messages.isEmpty();
    }

    void refuse() {
        if (any()) {
            throw new BadSettings(messages);
        }
    }
}
