package io.nodebus.bus.settings;

import java.util.List;

/// Settings a process cannot start with. Carries everything that is wrong, not only the first.
public final class BadSettings extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    public BadSettings(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
