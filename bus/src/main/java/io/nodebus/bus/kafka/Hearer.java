package io.nodebus.bus.kafka;

import io.nodebus.bus.Bus;
import io.nodebus.contracts.topic.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/// One hearer as the reader sees it. Confined to the reader's context, but for what is under way,
/// which the hearer's turns count down.
final class Hearer {
    private static final int MOST_UNDER_WAY = 2_000;
    private static final int ENOUGH_TAKEN = 500;

    private final Set<Bus.Ear> ears;
    private final Delivery delivery;
    private final AtomicInteger underWay;
    private final Map<TopicPartition, Seat> seats = new LinkedHashMap<>();
    private boolean full;
    private boolean ended;

    /// @param delivers makes the other half, given who counts down what it took
    Hearer(Set<Bus.Ear> ears, Function<AtomicInteger, Delivery> delivers) {
        this.ears = ears;
        this.underWay = new AtomicInteger();
        this.delivery = delivers.apply(underWay);
    }

    /// Every partition it hears, with the ears that hear it.
    Map<TopicPartition, List<Bus.Ear>> places(int partitions, KafkaSettings settings) {
        var places = new LinkedHashMap<TopicPartition, List<Bus.Ear>>();
        for (var ear : ears) {
            of(ear, partitions)
                    .mapToObj(
                            partition -> new TopicPartition(settings.name(ear.topic()), partition))
                    .forEach(place ->
                            places.computeIfAbsent(place, _ -> new ArrayList<>()).add(ear));
        }
        return places;
    }

    private static IntStream of(Bus.Ear ear, int partitions) {
        return ear.keys().isEmpty()
                ? IntStream.range(0, ear.topic().scope() == Scope.SINGLE ? 1 : partitions)
                : ear.keys().stream()
                        .mapToInt(key -> ear.topic().partition(key, partitions))
                        .distinct()
                        .sorted();
    }

    Set<Bus.Ear> ears() {
        return ears;
    }

    Map<TopicPartition, Seat> seats() {
        return seats;
    }

    void pass(List<Item> items) {
        underWay.addAndGet(items.size());
        delivery.pass(items);
    }

    void pass(Item item) {
        pass(List.of(item));
    }

    /// Whether it has enough to do. Once it has, it must have worked off most of it first.
    boolean isFull() {
        full = underWay.get() > (full ? ENOUGH_TAKEN : MOST_UNDER_WAY);
        return full;
    }

    /// Begins to read to the ends.
    void begins() {
        ended = false;
    }

    /// Says so once when the last seat has reached its end.
    void endsIfReached() {
        if (!ended && seats.values().stream().allMatch(Seat::hasReachedItsEnd)) {
            ended = true;
            pass(new Item.Ends());
        }
    }

    void stop() {
        delivery.stop();
    }
}
