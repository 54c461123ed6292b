package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.nodeagent.netfilter.nftables.ElementChange.AddElement;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange.RemoveElement;
import io.nodebus.nodeagent.netfilter.nftables.Field.Index;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Elements as strict as the kernel's: what is there cannot lead elsewhere, what is not there
/// cannot go.
final class FakeTable {
    private final Map<ElementKey, Element> elements = new LinkedHashMap<>();
    private final Set<String> sets = new HashSet<>();

    void carryOut(Planned planned) {
        planned.growth().forEach(growth -> sets.addAll(growth.sets()));
        planned.steps().forEach(this::commit);
    }

    void commit(Transaction step) {
        step.parts().forEach(part -> part.changes().forEach(this::change));
        everySizeIsTrue();
    }

    Contents contents() {
        return new Contents(sets, elements);
    }

    /// Without the places endpoints have among each other, which are a matter of history.
    Map<String, List<String>> placeless() {
        var placeless = new TreeMap<String, List<String>>();
        elements.forEach((at, element) -> {
            var key = at.key().stream().filter(field -> !(field instanceof Index)).toList();
            placeless
                    .computeIfAbsent(at.set() + " " + key, _ -> new ArrayList<>())
                    .add(element.value() + " " + element.comment());
        });
        placeless.values().forEach(all -> all.sort(null));
        return placeless;
    }

    Set<String> lines() {
        var lines = new TreeSet<String>();
        elements.values()
                .forEach(element ->
                        lines.add(
                                element.at()
                                        + (element.value().isEmpty()
                                                ? ""
                                                : " : "
                                                        + ElementKey.concatenated(
                                                                element.value()))));
        return lines;
    }

    private void change(ElementChange change) {
        switch (change) {
            case AddElement(var element) -> {
                if (!sets.contains(element.at().set()) && isGrown(element.at().set())) {
                    throw new IllegalStateException("no such set: " + element);
                }
                var there = elements.putIfAbsent(element.at(), element);
                if (there != null && !there.value().equals(element.value())) {
                    throw new IllegalStateException(element + " but there is " + there);
                }
            }
            case RemoveElement(var at) -> {
                if (elements.remove(at) == null) {
                    throw new IllegalStateException("no such element: " + at);
                }
            }
        }
    }

    private static boolean isGrown(String set) {
        return set.matches(".*[0-9]");
    }

    /// After every transaction, or packets find a size and no endpoint.
    private void everySizeIsTrue() {
        for (var at : elements.keySet()) {
            for (var space : Space.values()) {
                var size = at.set().matches(space.size(0).replace("0", "[0-9]+"));
                for (int place = 0; size && place < number(at.set()); place++) {
                    var key = new ArrayList<>(at.key());
                    key.add(new Index(place));
                    if (!elements.containsKey(new ElementKey(space.endpoints(), key))) {
                        throw new IllegalStateException(at + " has nobody at " + place);
                    }
                }
            }
        }
    }

    private static int number(String set) {
        return Integer.parseInt(set.substring(set.lastIndexOf('-') + 1));
    }
}
