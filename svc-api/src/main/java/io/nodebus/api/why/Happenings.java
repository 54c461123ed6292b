package io.nodebus.api.why;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.topic.Type;
import io.nodebus.contracts.wire.TreeWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything that was heard lately, in the order it was heard: a bounded number of records.
/// Confined to its desk.
public final class Happenings {
    private final Deque<Happening> oldestFirst = new ArrayDeque<>();
    private final int size;

    public Happenings(int size) {
        this.size = size;
    }

    /// @param number counts up from 0, without gaps
    public record Happening(long number, Heard<?> heard) {
        public Map<String, Object> tree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("at", heard.said().toString());
            tree.put("topic", heard.topic().kind());
            tree.put("key", heard.key());
            tree.put("type", heard.message().map(Happening::type).orElse("tombstone"));
            tree.put("partition", heard.evidence().partition());
            tree.put("offset", heard.evidence().offset());
            tree.put("id", heard.stamp().id());
            heard.message()
                    .filter(Record.class::isInstance)
                    .map(Record.class::cast)
                    .ifPresent(data -> tree.put("data", TreeWriter.write(data)));
            return tree;
        }

        private static String type(Object message) {
            var type = message.getClass().getAnnotation(Type.class);
            return type == null ? message.getClass().getSimpleName() : type.value();
        }
    }

    public void heard(Heard<?> heard) {
        oldestFirst.add(new Happening(next(), heard));
        if (oldestFirst.size() > size) {
            oldestFirst.remove();
        }
    }

    /// The number of what happens next.
    public long next() {
        return oldestFirst.isEmpty() ? 0 : oldestFirst.getLast().number() + 1;
    }

    /// @param missed how many were asked for and are not known any more
    /// @param next where to go on
    public record Since(List<Happening> happenings, long missed, long next) {
        public Since {
            happenings = List.copyOf(happenings);
        }
    }

    /// What happened from a number on, so many at most.
    public Since since(long from, int most) {
        var oldest = oldestFirst.isEmpty() ? 0 : oldestFirst.getFirst().number();
        var start = Math.max(from, oldest);
        var happenings = new ArrayList<Happening>();
        for (var newest = oldestFirst.descendingIterator(); newest.hasNext(); ) {
            var happening = newest.next();
            if (happening.number() < start) {
                break;
            }
            if (happening.number() < start + most) {
                happenings.add(happening);
            }
        }
        return new Since(
                happenings.reversed(), start - from, Math.max(from, start + happenings.size()));
    }
}
