package io.nodebus.nodeagent.netfilter.nftables;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where an element is: in which set or map, under which key. No record, because a load asks a
/// hundred thousand of them for their hash several times.
public final class ElementKey {
    private final String set;
    private final List<Field> key;
    private final int hash;

    public ElementKey(String set, List<Field> key) {
        this.set = set;
        this.key = List.copyOf(key);
        this.hash = 31 * set.hashCode() + this.key.hashCode();
    }

    static ElementKey of(String set, Field... key) {
        return new ElementKey(set, List.of(key));
    }

    public String set() {
        return set;
    }

    public List<Field> key() {
        return key;
    }

    static String concatenated(List<Field> fields) {
        return fields.stream().map(Field::toString).collect(Collectors.joining(" . "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ElementKey that
                && hash == that.hash
                && set.equals(that.set)
                && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return set + " { " + concatenated(key) + " }";
    }
}
