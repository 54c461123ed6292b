package io.nodebus.api.passage;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// What nodes and their pods use right now, asked of the nodes themselves.
public final class Readings {
    private static final String SUMMARY = "/stats/summary";

    private final Through through;

    public Readings(Through through) {
        this.through = through;
    }

    /// A node that does not answer is left out: `top` shows those that do.
    ///
    /// @param targets by node
    public Future<List<Map<String, Object>>> nodes(Map<String, Target> targets) {
        return all(targets, (name, summary) -> List.of(summary.node(name)));
    }

    /// @param targets by node
    public Future<List<Map<String, Object>>> pods(Map<String, Target> targets) {
        return all(targets, (_, summary) -> summary.pods());
    }

    private Future<List<Map<String, Object>>> all(
            Map<String, Target> targets,
            BiFunction<String, Summary, List<Map<String, Object>>> read) {
        var asked = new ArrayList<Future<List<Map<String, Object>>>>();
        targets.forEach((node, target) ->
                asked.add(
                        through.get(target, SUMMARY)
                                .map(json -> read.apply(node, new Summary(json)))
                                .otherwise(List.of())));
        return Future.join(asked)
                .map(_ -> {
                    var items = new ArrayList<Map<String, Object>>();
                    asked.forEach(answer -> items.addAll(answer.result()));
                    return items;
                });
    }
}
