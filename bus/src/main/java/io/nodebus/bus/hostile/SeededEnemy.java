package io.nodebus.bus.hostile;

import io.nodebus.bus.Said;
import io.nodebus.bus.hostile.Blow.Absent;
import io.nodebus.bus.hostile.Blow.ClockJumped;
import io.nodebus.bus.hostile.Blow.Compacted;
import io.nodebus.bus.hostile.Blow.Repeated;
import io.nodebus.bus.hostile.Blow.Truncated;
import io.nodebus.bus.hostile.Blow.Wiped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Throws dice that fall the same way for each seed. Guarded by the lock of the bus that asks.
final class SeededEnemy implements Enemy {
    private static final int ONE_STRIKE_IN = 8;
    private static final int ONE_LATE_IN = 64;
    private static final int LATEST_MILLIS = 800;
    private static final int MOST_REMEMBERED = 512;
    private static final int MOST_TRUNCATED = 5;
    private static final int LONGEST_ABSENCE_SECONDS = 240;
    private static final int FARTHEST_JUMP_SECONDS = 4 * 3600;

    private final Hostility hostility;
    private final Random random;
    private final List<Evil> loaded;
    private final ArrayDeque<Said<?>> past = new ArrayDeque<>();
    private boolean resting;

    SeededEnemy(Hostility hostility) {
        this.hostility = hostility;
        this.random = new Random(hostility.seed());
        this.loaded =
                Arrays.stream(Evil.values())
                        .filter(hostility.evils()::contains)
                        .flatMap(evil -> Collections.nCopies(evil.weight(), evil).stream())
                        .toList();
    }

    @Override
    public List<Blow> blows(List<Said<?>> said) {
        said.forEach(this::remember);
        if (resting || loaded.isEmpty() || said.isEmpty() || random.nextInt(ONE_STRIKE_IN) > 0) {
            return List.of();
        }
        return blows(loaded.get(random.nextInt(loaded.size())), any(said));
    }

    private void remember(Said<?> said) {
        past.add(said);
        if (past.size() > MOST_REMEMBERED) {
            past.remove();
        }
    }

    private Said<?> any(List<? extends Said<?>> all) {
        return all.get(random.nextInt(all.size()));
    }

    /// @param now one of those that were just said
    private List<Blow> blows(Evil evil, Said<?> now) {
        return switch (evil) {
            case DUPLICATES -> List.of(new Repeated(now));
            case RESENDS -> List.of(new Repeated(any(List.copyOf(past))));
            case COMPACTION -> compacted(false);
            case TOMBSTONES_GONE -> compacted(true);
            case ABSENCE ->
                    List.of(
                            new Absent(
                                    random.nextInt(Integer.MAX_VALUE),
                                    Duration.ofSeconds(random.nextInt(LONGEST_ABSENCE_SECONDS))));
            case CLOCK_JUMPS ->
                    List.of(
                            new ClockJumped(
                                    Duration.ofSeconds(
                                            random.nextInt(
                                                    -FARTHEST_JUMP_SECONDS,
                                                    FARTHEST_JUMP_SECONDS))));
            case TRUNCATION ->
                    List.of(
                            new Truncated(
                                    now.topic(), now.key(), 1 + random.nextInt(MOST_TRUNCATED)));
            case WIPE -> {
                past.clear();
                yield List.of(new Wiped());
            }
            case INTERLEAVING -> throw new IllegalStateException("interleaving does not strike");
        };
    }

    private List<Blow> compacted(boolean tombstones) {
        var compacted = past.stream().filter(said -> said.topic().isState()).toList();
        if (compacted.isEmpty()) {
            return List.of();
        }
        var topic = any(compacted).topic();
        if (tombstones) {
            // Tombstones outlive whatever may still be on its way: nothing before them comes again.
            past.removeIf(said -> said.topic().equals(topic));
        }
        return List.of(new Compacted(topic, tombstones));
    }

    @Override
    public int next(List<Long> orders) {
        return isInterleaving() ? random.nextInt(orders.size()) : NONE.next(orders);
    }

    @Override
    public Duration late() {
        return isInterleaving() && random.nextInt(ONE_LATE_IN) == 0
                ? Duration.ofMillis(random.nextInt(LATEST_MILLIS))
                : Duration.ZERO;
    }

    private boolean isInterleaving() {
        return !resting && hostility.evils().contains(Evil.INTERLEAVING);
    }

    @Override
    public void rests() {
        resting = true;
    }
}
