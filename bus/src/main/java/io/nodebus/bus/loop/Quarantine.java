package io.nodebus.bus.loop;

import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys whose records made a decider fall over (design §6). Kept over rebuilds of the state, not
/// over restarts: a new version of ours tries again.
final class Quarantine {
    /// With more than this, it is not the records that are wrong.
    static final int MOST = 10;

    private final Map<Key, Quarantined<?>> cases = new LinkedHashMap<>();
    private final List<Quarantined<?>> untold = new ArrayList<>();

    private record Key(Topic<?> topic, String key) {}

    void admit(Heard<?> heard, Throwable cause) {
        var quarantined = quarantined(heard, because(heard, cause));
        cases.put(key(heard), quarantined);
        untold.add(quarantined);
    }

    boolean isFull() {
        return cases.size() > MOST;
    }

    int size() {
        return cases.size();
    }

    /// What to hear in place of a record, when its key is in quarantine. A newer version of the key
    /// ends it.
    Optional<Quarantined<?>> inPlaceOf(Heard<?> heard) {
        var found = cases.get(key(heard));
        if (found != null && isNewer(heard, found.heard())) {
            cases.remove(key(heard));
            return Optional.empty();
        }
        return Optional.ofNullable(found);
    }

    // While the state is rebuilt, older versions of the key come by again: they must not end it, or
    // the loop would fall over the same record for ever. Stamps of two writers do not compare: each
    // replaces the other. Then the place on the topic decides.
    private static boolean isNewer(Heard<?> heard, Heard<?> than) {
        return heard.stamp().replaces(than.stamp())
                && (!than.stamp().replaces(heard.stamp())
                        || heard.evidence().offset() > than.evidence().offset());
    }

    /// Cases no decisions topic was told of yet. Each is returned once.
    List<Quarantined<?>> untold() {
        var all = List.copyOf(untold);
        untold.clear();
        return all;
    }

    private static <M> Quarantined<M> quarantined(Heard<M> heard, Because because) {
        return new Quarantined<>(heard, because, heard.at());
    }

    private static Key key(Heard<?> heard) {
        return new Key(heard.topic(), heard.key());
    }

    private static Because because(Heard<?> heard, Throwable cause) {
        return new Because(
                Quarantined.REASON,
                "a fault of ours while deciding on this record: %s. Tried again when the record or our version changes"
                        .formatted(cause),
                Map.of("place", place(cause)),
                List.of(heard.evidence()));
    }

    private static String place(Throwable cause) {
        var trace = cause.getStackTrace();
        return trace.length == 0 ? "unknown" : trace[0].toString();
    }
}
