package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.journal.Journal;
import io.nodebus.bus.journal.Name;
import io.nodebus.bus.journal.Scribe;
import io.nodebus.bus.journal.Scribe.Until;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads what the bus behind has of this node's own state and compares it with the journal (design
/// law 2): what is older there or not there is owed again; what the journal does not know, because
/// it is newer than its node, is learned from there.
final class ReadBack {
    private final Wiring wiring;
    private final Scribe scribe;
    private final NodeStamps stamps;
    private final Timekeeper home;

    ReadBack(Wiring wiring, Scribe scribe, NodeStamps stamps, Timekeeper home) {
        this.wiring = wiring;
        this.scribe = scribe;
        this.stamps = stamps;
        this.home = home;
    }

    /// @return what was learned
    Future<List<Said<?>>> run(Bus behind) {
        return home.here(scribe.ask(Until.WRITTEN, this::topics))
                .compose(topics -> run(behind, topics));
    }

    private Future<List<Said<?>>> run(Bus behind, Set<Topic<?>> topics) {
        var read = new Read();
        var ears =
                topics.stream()
                        .map(topic -> Ear.ofNode(topic, wiring.node()))
                        .collect(Collectors.toUnmodifiableSet());
        return home.here(behind.hear(ears, read))
                .compose(hearing -> home.here(read.done.future()).compose(_ -> hearing.stop()))
                .compose(_ ->
                        home.here(
                                scribe.ask(Until.FORCED, journal -> compare(journal, read.found))));
    }

    /// What this node says or said, also where it is not alone: a route.
    private Set<Topic<?>> topics(Journal journal) {
        var topics = new LinkedHashSet<Topic<?>>();
        wiring.local().stream().filter(Topic::isState).forEach(topics::add);
        for (var name : journal.own()) {
            Catalogue.find(name.topic()).filter(Topic::isState).ifPresent(topics::add);
        }
        return topics;
    }

    private List<Said<?>> compare(Journal journal, Map<Name, Heard<?>> found) throws IOException {
        var learned = new ArrayList<Said<?>>();
        for (var name : journal.own()) {
            if (isState(name)) {
                var there = found.remove(name);
                var here = journal.stampOfOwn(name);
                if (there != null && here.isPresent() && isAhead(there.stamp(), here.get())) {
                    learn(journal, there, learned);
                } else if (there == null || !there.stamp().equals(here.orElse(null))) {
                    journal.owe(name);
                }
            }
        }
        for (var there : found.values()) {
            if (there.message().isPresent() && wiring.local().contains(there.topic())) {
                learn(journal, there, learned);
            }
        }
        for (var topic : wiring.local()) {
            if (topic.isState()) {
                journal.readOnce(topic.kind());
            }
        }
        return learned;
    }

    private boolean isState(Name name) {
        return Catalogue.find(name.topic()).filter(Topic::isState).isPresent();
    }

    /// Said by this very node, after what the journal has.
    private static boolean isAhead(Stamp there, Stamp here) {
        return there instanceof Stamp.ByNode(var uid, _, _)
                && here instanceof Stamp.ByNode(var mine, _, _)
                && uid.equals(mine)
                && there.replaces(here);
    }

    private void learn(Journal journal, Heard<?> there, List<Said<?>> learned) throws IOException {
        if (stamps.isFromTheFuture(there.stamp())
                && there.stamp() instanceof Stamp.ByNode(_, var boot, _)) {
            journal.live(stamps.overtake(boot));
        }
        try {
            journal.restore(Transcription.of(there));
            learned.add(said(there));
        } catch (Unsayable e) {
            throw new IllegalStateException("what was read cannot be written", e);
        }
    }

    private static <M> Said<M> said(Heard<M> heard) {
        return new Said<>(
                heard.topic(), heard.key(), heard.message(), heard.stamp(), heard.said(), "");
    }

    /// Collects until everything was read.
    private static final class Read implements Bus.Listener {
        private final Map<Name, Heard<?>> found = new HashMap<>();
        private final Promise<Void> done = Promise.promise();

        @Override
        public Future<?> heard(Heard<?> heard) {
            found.put(new Name(heard.topic().kind(), heard.key()), heard);
            return Future.succeededFuture();
        }

        @Override
        public Future<?> caughtUp(CaughtUp caughtUp) {
            done.tryComplete();
            return Future.succeededFuture();
        }
    }
}
