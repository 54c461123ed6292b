package io.nodebus.bus.node;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.contracts.topic.Topic;
import java.util.Collection;

/// Whether an ear is for a key.
final class Ears {
    private Ears() {}

    static boolean hears(Ear ear, String key) {
        return ear.keys().isEmpty()
                || ear.keys().stream()
                        .anyMatch(wanted -> key.equals(wanted) || key.startsWith(wanted + "/"));
    }

    static boolean hear(Collection<Ear> ears, Topic<?> topic, String key) {
        return ears.stream().anyMatch(ear -> ear.topic().equals(topic) && hears(ear, key));
    }
}
