package io.nodebus.bus.loop;

import io.nodebus.bus.Bus;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/// One reading back of an owned topic: what is on it, next to what the state implies.
final class Reading<S, M> implements Bus.Listener {
    private final Owned<S, M> owned;
    private final Spoken spoken;
    private final TreeMap<String, Heard<M>> found = new TreeMap<>();
    private final Map<String, Heard<M>> overtaken = new HashMap<>();
    private final Set<String> saidMeanwhile = new HashSet<>();
    private final Promise<Void> atItsEnd = Promise.promise();

    Reading(Owned<S, M> owned, Spoken spoken) {
        this.owned = owned;
        this.spoken = spoken;
    }

    /// Completes when the topic was read to the end.
    Future<Void> atItsEnd() {
        return atItsEnd.future();
    }

    void giveUp() {
        atItsEnd.tryFail(
                new CancellationException(owned.topic().kind() + " is not read back to its end"));
    }

    /// This writer is saying this key: what was read of it may be older.
    void said(Topic<?> topic, String key) {
        if (topic.equals(owned.topic())) {
            saidMeanwhile.add(key);
        }
    }

    @Override
    public Future<?> heard(Heard<?> heard) {
        found.put(heard.key(), as(heard));
        // What came late before this was said anew already.
        overtaken.remove(heard.key());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> overtaken(Heard<?> older) {
        overtaken.put(older.key(), as(older));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> caughtUp(CaughtUp caughtUp) {
        atItsEnd.tryComplete();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> missing(Missing<?> missing) {
        found.remove(missing.key());
        return Future.succeededFuture();
    }

    // The ear is of the owned topic, and the topic says what its records are.
    @SuppressWarnings("unchecked")
    private Heard<M> as(Heard<?> heard) {
        return (Heard<M>) heard;
    }

    /// What has to be said for the topic to be as the state implies.
    ///
    /// @param mayTombstone whether what it is derived from was heard at all
    Corrections corrections(S state, boolean mayTombstone) {
        return corrections(new TreeMap<>(owned.implied().apply(state)), state, mayTombstone);
    }

    /// The same for the overtaken keys alone.
    Corrections correctionsOfOvertaken(S state, boolean mayTombstone) {
        var implied = new TreeMap<>(owned.implied().apply(state));
        implied.keySet().retainAll(overtaken.keySet());
        overtaken.forEach(found::putIfAbsent);
        return corrections(implied, state, mayTombstone);
    }

    private Corrections corrections(SortedMap<String, M> implied, S state, boolean mayTombstone) {
        var says = new ArrayList<Say<?>>();
        var withheld = new ArrayList<String>();
        implied.forEach((key, message) -> {
            if (!saidMeanwhile.contains(key) && differs(key, message)) {
                says.add(Say.that(owned.topic(), key, message));
            }
        });
        found.forEach((key, heard) -> {
            if (implied.containsKey(key) || saidMeanwhile.contains(key)) {
                return;
            }
            if (spoken.endedSince(heard) || isGhost(state, heard) && mayTombstone) {
                says.add(Say.gone(owned.topic(), key));
            } else if (isGhost(state, heard)) {
                withheld.add(key);
            }
        });
        return new Corrections(says, withheld);
    }

    private boolean differs(String key, M message) {
        var heard = found.get(key);
        return heard == null
                || overtaken.containsKey(key)
                || spoken.isNewerThan(heard)
                || !heard.message().filter(message::equals).isPresent();
    }

    /// What is there and should not be, or came late behind its own tombstone.
    private boolean isGhost(S state, Heard<M> heard) {
        var there =
                heard.message().isPresent() ? heard : overtaken.getOrDefault(heard.key(), heard);
        return there.message().isPresent()
                && owned.mine().test(there)
                && !(owned.spared().test(state, there) && owned.spared().test(state, heard));
    }

    /// @param withheld keys that would have been tombstoned, had their inputs been heard
    record Corrections(List<Say<?>> says, List<String> withheld) {
        Corrections {
            says = List.copyOf(says);
            withheld = List.copyOf(withheld);
        }
    }
}
