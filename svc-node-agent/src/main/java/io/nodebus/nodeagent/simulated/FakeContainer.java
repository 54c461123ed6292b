package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.ContainerSeen.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// One simulated container. Guarded by the runtime that holds it.
final class FakeContainer {
    final String id;
    final String sandboxId;
    final ContainerConfig config;
    final String imageId;
    final Path log;
    final CountDownLatch ended = new CountDownLatch(1);
    private final Instant createdAt;

    private State state = State.CREATED;
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> finishedAt = Optional.empty();
    private int exitCode;
    private String reason = "";
    private String message = "";

    List<Step> steps = List.of();
    int step;
    Optional<Integer> exitOnTerm = Optional.empty();

    FakeContainer(
            String id,
            String sandboxId,
            ContainerConfig config,
            String imageId,
            Path log,
            Instant createdAt) {
        this.id = id;
        this.sandboxId = sandboxId;
        this.config = config;
        this.imageId = imageId;
        this.log = log;
        this.createdAt = createdAt;
    }

    State state() {
        return state;
    }

    boolean runs() {
        return state == State.RUNNING;
    }

    void started(Instant at) {
        state = State.RUNNING;
        startedAt = Optional.of(at);
    }

    void ended(Instant at, int code, String why, String words) {
        state = State.EXITED;
        finishedAt = Optional.of(at);
        exitCode = code;
        reason = why;
        message = words;
        ended.countDown();
    }

    /// How long it ran.
    Duration age(Instant now) {
        return startedAt
                .map(start -> Duration.between(start, finishedAt.orElse(now)))
                .orElse(Duration.ZERO);
    }

    /// As the CRI shows it: the end only when it is admitted.
    ContainerSeen seen(Instant now, Duration admission) {
        var admitted = admitted(now, admission);
        var shown = state == State.EXITED && !admitted ? State.RUNNING : state;
        return new ContainerSeen(
                id,
                sandboxId,
                config.name(),
                config.attempt(),
                shown,
                config.image(),
                imageId,
                createdAt,
                startedAt,
                admitted ? finishedAt : Optional.empty(),
                admitted ? exitCode : 0,
                admitted ? reason : "",
                admitted ? message : "",
                Optional.of(log.toString()),
                config.labels(),
                config.annotations());
    }

    /// As the CRI lists it.
    ContainerSeen listed(Instant now, Duration admission) {
        var seen = seen(now, admission);
        return new ContainerSeen(
                id,
                sandboxId,
                seen.name(),
                seen.attempt(),
                seen.state(),
                seen.image(),
                imageId,
                createdAt,
                Optional.empty(),
                Optional.empty(),
                0,
                "",
                "",
                Optional.empty(),
                seen.labels(),
                seen.annotations());
    }

    /// One that never started has nothing to wait for: its start failed and said so.
    private boolean admitted(Instant now, Duration admission) {
        return finishedAt
                .filter(end -> startedAt.isEmpty() || !now.isBefore(end.plus(admission)))
                .isPresent();
    }
}
