package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.nodeagent.netfilter.nftables.ElementChange.AddElement;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange.RemoveElement;
import io.nodebus.nodeagent.netfilter.nftables.Transaction.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects what was and what is to be, and puts the differences in their order.
///
/// | step | what |
/// |---|---|
/// | 1 | whatever is new, and what leads elsewhere now |
/// | 2 | out of the sets |
/// | 3 | the endpoints that nothing leads to any more |
final class Steps {
    private static final int STEPS = 3;

    private final Map<ElementKey, Swap> swaps = new LinkedHashMap<>();

    private record Swap(String service, @Nullable Element before, @Nullable Element after) {}

    void was(String service, Element element) {
        swaps.merge(
                element.at(),
                new Swap(service, element, null),
                (swap, _) -> new Swap(swap.service(), element, swap.after()));
    }

    void becomes(String service, Element element) {
        swaps.merge(
                element.at(),
                new Swap(service, null, element),
                (swap, _) -> new Swap(service, swap.before(), element));
    }

    List<Transaction> inOrder() {
        var steps = new ArrayList<Map<String, Changes>>();
        for (int step = 0; step < STEPS; step++) {
            steps.add(new LinkedHashMap<>());
        }
        swaps.forEach((at, swap) -> {
            if (swap.after() == null) {
                changes(steps.get(isEndpoints(at) ? 2 : 1), swap).leave(at);
            } else if (swap.before() == null) {
                changes(steps.getFirst(), swap).enter(swap.after());
            } else if (!swap.before().equals(swap.after())) {
                var changes = changes(steps.getFirst(), swap);
                changes.leave(at);
                changes.enter(swap.after());
            }
        });
        return steps.stream()
                .map(step ->
                        new Transaction(
                                step.entrySet().stream()
                                        .map(part -> new Part(part.getKey(), part.getValue().all()))
                                        .toList()))
                .filter(transaction -> !transaction.isEmpty())
                .toList();
    }

    private static Changes changes(Map<String, Changes> step, Swap swap) {
        return step.computeIfAbsent(swap.service(), _ -> new Changes());
    }

    private static boolean isEndpoints(ElementKey at) {
        return at.set().endsWith("endpoints");
    }

    /// Those of one Service in one step: what leaves makes room for what enters.
    private static final class Changes {
        private final List<ElementChange> leaving = new ArrayList<>();
        private final List<ElementChange> entering = new ArrayList<>();

        void leave(ElementKey at) {
            leaving.add(new RemoveElement(at));
        }

        void enter(Element element) {
            entering.add(new AddElement(element));
        }

        List<ElementChange> all() {
            leaving.addAll(entering);
            return leaving;
        }
    }
}
