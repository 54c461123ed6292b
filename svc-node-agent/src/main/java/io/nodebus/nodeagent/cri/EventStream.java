package io.nodebus.nodeagent.cri;

import com.google.protobuf.Any;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.nodebus.containerd.events.v1.Envelope;
import io.nodebus.containerd.events.v1.PublishRequest;
import io.nodebus.containerd.events.v1.SubscribeRequest;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Hears containerd's events and goes on hearing when containerd was away. Confined to its own
/// virtual thread, which is also the one that calls the hearer.
///
/// containerd does not say when a subscription holds, and replays nothing. So after each
/// subscription we publish a mark until it comes back to us: only what happens after that is sure
/// to be heard, and only then [RuntimeEvent.Reconnected] tells the hearer to list.
final class EventStream implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MARK_AGAIN = Duration.ofMillis(20);
    private static final Duration MARK_DEADLINE = Duration.ofSeconds(5);

    private final Wire wire;
    private final Consumer<RuntimeEvent> hearer;
    private final String mark = "/nodebus/subscribed/" + UUID.randomUUID();
    private final Context.CancellableContext life = Context.ROOT.withCancellation();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Connection connection = Connection.UNTRIED;

    private enum Connection {
        UNTRIED,
        UP,
        DOWN
    }

    private EventStream(Wire wire, Consumer<RuntimeEvent> hearer) {
        this.wire = wire;
        this.hearer = hearer;
    }

    static EventStream open(Wire wire, Consumer<RuntimeEvent> hearer) {
        var stream = new EventStream(wire, hearer);
        Thread.ofVirtual().name("containerd-events").start(stream.life.wrap(stream::stay));
        return stream;
    }

    private void stay() {
        var pause = FIRST_PAUSE;
        while (!closedWithin(Duration.ZERO)) {
            var broke = hearUntilItBreaks();
            if (closedWithin(Duration.ZERO)) {
                return;
            }
            if (connection == Connection.UP) {
                pause = FIRST_PAUSE;
            }
            if (connection != Connection.DOWN) {
                connection = Connection.DOWN;
                hearer.accept(new RuntimeEvent.Disconnected(broke));
            }
            if (closedWithin(pause)) {
                return;
            }
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /// Returns why it broke.
    private String hearUntilItBreaks() {
        var stream = new CountDownLatch(1);
        try {
            var envelopes = wire.events().subscribe(subscription());
            Thread.ofVirtual().name("containerd-mark").start(life.wrap(() -> markUntil(stream)));
            hear(envelopes, stream);
            return "the runtime ended the event stream";
        } catch (StatusRuntimeException broke) {
            return Wire.words(broke);
        } finally {
            stream.countDown();
        }
    }

    private void hear(Iterator<Envelope> envelopes, CountDownLatch marked) {
        while (envelopes.hasNext()) {
            var envelope = envelopes.next();
            if (!envelope.getTopic().equals(mark)) {
                Envelopes.read(envelope).ifPresent(hearer);
            } else if (marked.getCount() > 0) {
                marked.countDown();
                connection = Connection.UP;
                hearer.accept(new RuntimeEvent.Reconnected());
            }
        }
    }

    private SubscribeRequest subscription() {
        return SubscribeRequest.newBuilder()
                .addAllFilters(Envelopes.FILTERS)
                .addFilters("topic==\"" + mark + "\"")
                .build();
    }

    private void markUntil(CountDownLatch marked) {
        var request =
                PublishRequest.newBuilder()
                        .setTopic(mark)
                        .setEvent(Any.newBuilder().setTypeUrl("google.protobuf.Empty"))
                        .build();
        try {
            do {
                wire.events().withDeadlineAfter(MARK_DEADLINE).publish(request);
            } while (!within(marked, MARK_AGAIN));
        } catch (StatusRuntimeException unreachable) {
            // Then the stream breaks too, and says why.
        }
    }

    private boolean closedWithin(Duration pause) {
        return within(closed, pause);
    }

    private static boolean within(CountDownLatch latch, Duration pause) {
        try {
            return latch.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts the event stream", interrupted);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        closed.countDown();
        life.close();
    }
}
