package io.nodebus.nodeagent.netfilter.nftables;

import java.util.List;
import java.util.stream.Collectors;

/// Where an element is: in which set or map, under which key.
public record ElementKey(String set, List<Field> key) {
    public ElementKey {
        key = List.copyOf(key);
    }

    static ElementKey of(String set, Field... key) {
        return new ElementKey(set, List.of(key));
    }

    static String concatenated(List<Field> fields) {
        return fields.stream().map(Field::toString).collect(Collectors.joining(" . "));
    }

    @Override
    public String toString() {
        return set + " { " + concatenated(key) + " }";
    }
}
