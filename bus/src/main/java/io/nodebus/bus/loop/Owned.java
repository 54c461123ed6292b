package io.nodebus.bus.loop;

import io.nodebus.bus.Bus;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.topic.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a writer answers for on one state topic (design law 2). When the topic is read back, keys
/// that differ from what the state implies are written anew, and keys it does not imply are
/// tombstoned.
///
/// @param ear which part of the topic is read back
/// @param implied key to message, as the state would have it
/// @param mine whose other keys are left alone
/// @param spared what is left alone although the state does not imply it; what came late behind its
///   own tombstone, if both of them are
/// @param inputs topics this one follows from. While one of them has brought nothing at all,
///   nothing is tombstoned: an empty or foreign bus is not an order (design law 9)
public record Owned<S, M>(
        Bus.Ear ear,
        Topic<M> topic,
        Function<S, Map<String, M>> implied,
        Predicate<Heard<M>> mine,
        BiPredicate<S, Heard<M>> spared,
        Set<Topic<?>> inputs) {
    public Owned {
        if (!topic.isState()) {
            throw new IllegalArgumentException(
                    topic.kind() + " keeps events: only keys of state topics can be owned");
        }
        inputs = Set.copyOf(inputs);
    }

    /// Every key of a topic, the whole fleet's.
    public static <S, M> Owned<S, M> all(Topic<M> topic, Function<S, Map<String, M>> implied) {
        return new Owned<>(
                Bus.Ear.all(topic), topic, implied, _ -> true, (_, _) -> false, Set.of());
    }

    /// The keys of one node.
    public static <S, M> Owned<S, M> ofNode(
            Topic<M> topic, String node, Function<S, Map<String, M>> implied) {
        return new Owned<>(
                Bus.Ear.ofNode(topic, node), topic, implied, _ -> true, (_, _) -> false, Set.of());
    }

    /// Only these; others belong to somebody else.
    public Owned<S, M> only(Predicate<Heard<M>> mine) {
        return new Owned<>(ear, topic, implied, mine, spared, inputs);
    }

    /// Leaves these alone even when the state does not imply them.
    public Owned<S, M> sparing(BiPredicate<S, Heard<M>> spared) {
        return new Owned<>(ear, topic, implied, mine, spared, inputs);
    }

    /// Tombstones nothing while one of these has brought nothing.
    public Owned<S, M> from(Topic<?>... inputs) {
        var all = new HashSet<>(this.inputs);
        all.addAll(List.of(inputs));
        return new Owned<>(ear, topic, implied, mine, spared, all);
    }
}
