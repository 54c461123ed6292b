package io.nodebus.bus.kafka;

import io.nodebus.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/// One partition that is read, for everybody who hears it. Confined to the reader's context.
final class Line {
    private final TopicPartition place;
    private final Topic<?> topic;
    private final List<Seat> seats = new ArrayList<>();
    private boolean paused;
    private boolean moved = true;
    private long lastLetter = -1;

    Line(TopicPartition place, Topic<?> topic) {
        this.place = place;
        this.topic = topic;
    }

    TopicPartition place() {
        return place;
    }

    Topic<?> topic() {
        return topic;
    }

    List<Seat> seats() {
        return seats;
    }

    /// Reading has to begin elsewhere.
    void add(Seat seat) {
        seats.add(seat);
        moved = true;
    }

    void remove(Hearer hearer) {
        seats.removeIf(seat -> seat.hearer() == hearer);
    }

    boolean isHeard() {
        return !seats.isEmpty();
    }

    /// Whether the consumer must be told where to read. Asked once.
    boolean hasMoved() {
        var answer = moved;
        moved = false;
        return answer;
    }

    void lost() {
        moved = true;
    }

    long first() {
        return seats.stream().mapToLong(Seat::next).min().orElse(0);
    }

    boolean isPaused() {
        return paused;
    }

    /// Whether pausing or going on is a change.
    boolean pauses(boolean pause) {
        var changes = paused != pause;
        paused = pause;
        return changes;
    }

    boolean mustPause() {
        return seats.stream().anyMatch(seat -> seat.hearer().isFull());
    }

    /// Whether an unreadable record was not reported before.
    boolean isFirstLetter(long offset) {
        var first = offset > lastLetter;
        lastLetter = Math.max(lastLetter, offset);
        return first;
    }
}
