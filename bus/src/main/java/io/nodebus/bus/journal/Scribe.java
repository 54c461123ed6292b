package io.nodebus.bus.journal;

import io.nodebus.bus.clock.Timekeeper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Lets any thread use the journal without waiting for the disk: deeds are done one after the other
/// by one task of the executor, which is there only while there is something to do. What was asked
/// meanwhile is made durable together.
public final class Scribe {
    private static final int MOST_AT_ONCE = 256;
    private static final Duration LAZY = Duration.ofSeconds(1);

    private final Journal journal;
    private final Executor executor;
    private final Timekeeper time;
    private final Consumer<Throwable> broken;
    private final ConcurrentLinkedQueue<Task<?>> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean willForce = new AtomicBoolean();
    private volatile JournalFigures figures;
    private volatile Runnable afterwards = () -> {};
    private End end = End.NONE;

    private enum End {
        NONE,
        CLOSED,
        BROKEN
    }

    /// What is done with the journal.
    public interface Deed<T> {
        T in(Journal journal) throws IOException;
    }

    /// When a deed counts as done.
    public enum Until {
        /// It survives the process; the power a little later.
        WRITTEN,
        /// It survives the power.
        FORCED
    }

    /// @param executor of blocking tasks; one of its threads is used at a time
    /// @param time for what is made durable a little later
    /// @param broken told once, when the journal cannot be written any more
    public Scribe(Journal journal, Executor executor, Timekeeper time, Consumer<Throwable> broken) {
        this.journal = journal;
        this.executor = executor;
        this.time = time;
        this.broken = broken;
        this.figures = journal.figures();
    }

    /// Told after deeds were done, on the scribe's thread.
    public void afterwards(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    /// As of the last deed.
    public JournalFigures figures() {
        return figures;
    }

    /// The answer comes on the scribe's thread. Fails with [JournalFull] when the deed did, with
    /// [JournalBroken] from the moment the journal could not be written.
    public <T> Future<T> ask(Until until, Deed<T> deed) {
        var task = new Task<>(until, deed, Promise.promise());
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
        return task.done().future();
    }

    private void work() {
        while (waiting.addAndGet(-workOff()) > 0) {}
    }

    private int workOff() {
        var batch = new ArrayList<Task<?>>();
        for (var next = tasks.poll();
                next != null;
                next = batch.size() < MOST_AT_ONCE ? tasks.poll() : null) {
            batch.add(next);
        }
        try {
            makeDurable(batch.stream().filter(this::isDone).toList());
            figures = end == End.NONE ? journal.figures() : figures;
        } catch (IOException | RuntimeException e) {
            die(e);
            batch.forEach(task -> task.refuse(e, journal));
        }
        settle(batch);
        return batch.size();
    }

    /// Whoever asked may have a fault of their own; the others get their answers.
    private void settle(List<Task<?>> batch) {
        for (var task : batch) {
            try {
                task.settle();
            } catch (RuntimeException e) {
                broken.accept(e);
            }
        }
        afterwards.run();
    }

    /// @return whether there may be something to make durable
    private boolean isDone(Task<?> task) {
        return switch (end) {
            case NONE -> task.tryIn(journal);
            case CLOSED -> task.refuse(new IOException("it is closed"), journal);
            case BROKEN -> task.refuse(new IOException("it could not be before"), journal);
        };
    }

    private void makeDurable(List<Task<?>> changed) throws IOException {
        if (end != End.NONE) {
            return;
        }
        if (changed.stream().anyMatch(task -> task.until() == Until.FORCED)) {
            journal.force();
            return;
        }
        if (journal.flush() && !willForce.getAndSet(true)) {
            time.after(LAZY, this::forceLazily);
        }
    }

    private void forceLazily() {
        willForce.set(false);
        var _ = ask(Until.FORCED, _ -> true);
    }

    private void die(Throwable cause) {
        if (end == End.NONE) {
            end = End.BROKEN;
            broken.accept(cause);
        }
    }

    /// Ends now, as a killed process does: what was not written is not written. For simulations;
    /// the executor must not be working.
    public void drop() {
        try {
            end = End.CLOSED;
            journal.drop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends when everything asked before is done.
    public Future<Void> close() {
        return ask(
                        Until.FORCED,
                        open -> {
                            open.close();
                            end = End.CLOSED;
                            return true;
                        })
                .mapEmpty();
    }

    private static final class Task<T> {
        private final Until until;
        private final Deed<T> deed;
        private final Promise<T> done;
        private Runnable settlement = () -> {};

        Task(Until until, Deed<T> deed, Promise<T> done) {
            this.until = until;
            this.deed = deed;
            this.done = done;
        }

        Until until() {
            return until;
        }

        Promise<T> done() {
            return done;
        }

        boolean tryIn(Journal journal) {
            try {
                var result = deed.in(journal);
                settlement = () -> done.complete(result);
                return true;
            } catch (JournalFull e) {
                settlement = () -> done.fail(e);
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean refuse(Exception because, Journal journal) {
            settlement = () -> done.fail(new JournalBroken(journal.called(), because));
            return false;
        }

        void settle() {
            settlement.run();
        }
    }
}
