package io.nodebus.contracts.wire;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// A tree is not what it should be. Carries everything that is wrong with it, not only the first.
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    public Unreadable(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
