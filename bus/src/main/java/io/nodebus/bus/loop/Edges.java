package io.nodebus.bus.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Which edge carries out which orders.
final class Edges {
    private final Map<Class<?>, BiConsumer<Object, Consumer<Object>>> edges = new LinkedHashMap<>();

    <O> void add(Class<O> orders, BiConsumer<O, Consumer<Object>> edge) {
        edges.put(orders, (order, tell) -> edge.accept(orders.cast(order), tell));
    }

    void carryOut(Object order, Consumer<Object> tell) {
        edges.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(order))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "ordered a %s, and no edge here carries it out"
                                        .formatted(order.getClass())))
                .getValue()
                .accept(order, tell);
    }
}
