package io.nodebus.compose.keep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One process that is kept running. Its thread starts it and waits for its end; everybody else
/// asks under the lock of this object.
public final class Kept {
    private final String name;
    private final Starter starter;
    private final Consumer<String> says;
    private Wish wish = Wish.RUN;
    private @Nullable Running running;
    private @Nullable Thread thread;

    private enum Wish {
        RUN,
        LIE,
        END
    }

    /// Starts what is kept. Called for each life anew.
    @FunctionalInterface
    public interface Starter {
        Running start() throws IOException, InterruptedException;
    }

    /// @param says told what happens to it, a line each
    public Kept(String name, Starter starter, Consumer<String> says) {
        this.name = name;
        this.starter = starter;
        this.says = says;
    }

    public String name() {
        return name;
    }

    public synchronized void begin() {
        thread = Thread.ofVirtual().name("keeps-" + name).start(this::keep);
    }

    /// What runs now.
    public synchronized Optional<Running> running() {
        return Optional.ofNullable(running);
    }

    /// Ends it at once. It is started again unless it is held.
    public void kill() throws InterruptedException {
        var now = running();
        if (now.isPresent()) {
            now.get().kill();
        }
    }

    /// Ends it at once and lets it lie.
    public void hold() throws InterruptedException {
        wish(Wish.LIE);
        kill();
    }

    /// Starts it again after [#hold].
    public void release() {
        wish(Wish.RUN);
    }

    /// Ends it for good. Returns when it is gone.
    public void end(Duration patience) throws InterruptedException {
        wish(Wish.END);
        var now = running();
        if (now.isPresent()) {
            now.get().end(patience);
        }
        var keeper = keeper();
        if (keeper.isPresent()) {
            keeper.get().join();
        }
    }

    private synchronized Optional<Thread> keeper() {
        return Optional.ofNullable(thread);
    }

    private synchronized void wish(Wish wanted) {
        if (wish != Wish.END) {
            wish = wanted;
        }
        notifyAll();
    }

    private void keep() {
        var backOff = BackOff.fresh();
        try {
            while (awaitsRun()) {
                var began = System.nanoTime();
                runOnce();
                backOff = backOff.after(Duration.ofNanos(System.nanoTime() - began));
                pause(backOff.next());
                backOff = backOff.longer();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            var life = starter.start();
            took(life);
            life.ended().join();
            says.accept(name + " ended");
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            says.accept(name + " cannot be started: " + e.getMessage());
        } catch (CompletionException e) {
            says.accept(name + " was lost sight of: " + e.getMessage());
        } finally {
            left();
        }
    }

    /// Who wished it away while it was being started is heard now.
    private void took(Running life) throws InterruptedException {
        synchronized (this) {
            running = life;
            if (wish == Wish.RUN) {
                return;
            }
        }
        life.kill();
    }

    private synchronized void left() {
        running = null;
    }

    /// Returns false when it shall end for good.
    private synchronized boolean awaitsRun() throws InterruptedException {
        while (wish == Wish.LIE) {
            wait();
        }
        return wish == Wish.RUN;
    }

    /// A wish ends the pause: who releases or ends it does not wait for the back-off.
    private synchronized void pause(Duration time) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        var left = time.toMillis();
        while (wish == Wish.RUN && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }
}
