package io.nodebus.compose.bench;

import io.nodebus.bus.Bus;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When `pods.state` said first that a pod is Running.
final class Sightings implements Bus.Listener {
    private final Map<String, Long> running = new ConcurrentHashMap<>();

    /// In the time of `System.nanoTime`; 0 when it was not said yet.
    long of(String key) {
        return running.getOrDefault(key, 0L);
    }

    @Override
    public Future<?> heard(Heard<?> heard) {
        var now = System.nanoTime();
        if (heard.message().orElse(null) instanceof PodState.Observed pod
                && pod.phase() == PodPhase.Running) {
            running.putIfAbsent(heard.key(), now);
        }
        return Future.succeededFuture();
    }
}
