package io.nodebus.nodeagent.runtime;

import io.nodebus.nodeagent.await.Await;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Remembers what a runtime said, and when it was heard.
public final class HeardEvents implements Consumer<RuntimeEvent> {
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    public record Heard(RuntimeEvent event, Instant at) {}

    @Override
    public void accept(RuntimeEvent event) {
        heard.add(new Heard(event, Instant.now()));
    }

    public long count(Class<? extends RuntimeEvent> type) {
        return heard.stream().filter(h -> type.isInstance(h.event)).count();
    }

    public Optional<Heard> exit(String containerId) {
        return heard.stream()
                .filter(h ->
                        h.event instanceof RuntimeEvent.Exited exited
                                && exited.containerId().equals(containerId))
                .findFirst();
    }

    public RuntimeEvent.Exited awaitExit(String containerId) {
        return (RuntimeEvent.Exited)
                Await.present("exit of " + containerId, () -> exit(containerId)).event();
    }

    public void await(RuntimeEvent event) {
        Await.until(event.toString(), () -> heard.stream().anyMatch(h -> h.event.equals(event)));
    }

    public void awaitCount(Class<? extends RuntimeEvent> type, long times) {
        Await.until(type.getSimpleName() + " × " + times, () -> count(type) >= times);
    }
}
