package io.nodebus.api.why;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;

/// The newest decisions about each object. Bounded twice: so many about one object, so many
/// objects; the object that nobody decided on for the longest time is forgotten first. Confined to
/// its desk.
public final class Story {
    private static final int MOST_ABOUT_ONE = 64;

    private final LinkedHashMap<String, Deque<Link>> newestLast = new LinkedHashMap<>();
    private final int mostObjects;

    public Story(int mostObjects) {
        this.mostObjects = mostObjects;
    }

    public void heard(Heard<DecisionRecord> heard) {
        heard.message()
                .ifPresent(message -> {
                    switch (message) {
                        case Decided decided -> remember(heard, decided);
                    }
                });
    }

    private void remember(Heard<DecisionRecord> heard, Decided decided) {
        var before = newestLast.remove(decided.object());
        var links = before == null ? new ArrayDeque<Link>() : before;
        links.add(
                new Link(
                        decided.object(),
                        decided.uid(),
                        decided.at(),
                        heard.evidence(),
                        decided.because()));
        if (links.size() > MOST_ABOUT_ONE) {
            links.remove();
        }
        newestLast.put(decided.object(), links);
        if (newestLast.size() > mostObjects) {
            newestLast.pollFirstEntry();
        }
    }

    /// Decisions about an object, oldest first.
    public List<Link> about(String object) {
        var links = newestLast.get(object);
        return links == null ? List.of() : new ArrayList<>(links);
    }
}
