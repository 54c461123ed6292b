package io.nodebus.autoscaler.fit;

import static java.util.stream.Collectors.joining;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.contracts.pod.Affinity.NodeSelector;
import io.nodebus.contracts.pod.Affinity.Requirement;
import io.nodebus.contracts.pod.Affinity.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pod's node selector, and its required node affinity. Terms are alternatives, the
/// requirements of a term all hold, and a term without any matches nothing.
final class Selection implements Filter {
    private static final String NAME_FIELD = "metadata.name";

    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        var labels = node.offer().orElseThrow().labels();
        for (var wanted : ask.nodeSelector().entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return refused("%s=%s".formatted(wanted.getKey(), wanted.getValue()));
            }
        }
        return ask.required()
                .filter(selector -> !matches(selector, node.name(), labels))
                .flatMap(selector -> refused(spelled(selector)));
    }

    private static Optional<Refusal> refused(String selects) {
        return Optional.of(new Refusal.Unselected(selects));
    }

    static boolean matches(NodeSelector selector, String name, Map<String, String> labels) {
        return selector.nodeSelectorTerms().stream().anyMatch(term -> matches(term, name, labels));
    }

    private static boolean matches(Term term, String name, Map<String, String> labels) {
        return !(term.matchExpressions().isEmpty() && term.matchFields().isEmpty())
                && term.matchFields().stream().allMatch(field -> fieldMatches(field, name))
                && term.matchExpressions().stream()
                        .allMatch(wanted ->
                                matches(wanted, Optional.ofNullable(labels.get(wanted.key()))));
    }

    /// The one field there is. It is compared with exactly one value, as in the Kubernetes API.
    private static boolean fieldMatches(Requirement field, String name) {
        return field.key().equals(NAME_FIELD)
                && field.values().size() == 1
                && switch (field.operator()) {
                    case In -> field.values().contains(name);
                    case NotIn -> !field.values().contains(name);
                    case Exists, DoesNotExist, Gt, Lt -> false;
                };
    }

    private static boolean matches(Requirement wanted, Optional<String> label) {
        return switch (wanted.operator()) {
            case In -> label.filter(wanted.values()::contains).isPresent();
            case NotIn -> label.filter(wanted.values()::contains).isEmpty();
            case Exists -> label.isPresent();
            case DoesNotExist -> label.isEmpty();
            case Gt -> compares(label, wanted.values(), true);
            case Lt -> compares(label, wanted.values(), false);
        };
    }

    /// Whole numbers only, and one of them to compare with.
    private static boolean compares(Optional<String> label, List<String> values, boolean greater) {
        if (values.size() != 1) {
            return false;
        }
        var bound = number(values.getFirst());
        return label.flatMap(Selection::number)
                .flatMap(is -> bound.map(than -> greater ? is > than : is < than))
                .orElse(false);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String spelled(NodeSelector selector) {
        return selector.nodeSelectorTerms().stream()
                .map(Selection::spelled)
                .collect(joining(" or ", "", selector.nodeSelectorTerms().isEmpty() ? "any" : ""));
    }

    private static String spelled(Term term) {
        var all = new ArrayList<>(term.matchFields());
        all.addAll(term.matchExpressions());
        return all.isEmpty()
                ? "an empty term"
                : all.stream().map(Selection::spelled).collect(joining(", "));
    }

    private static String spelled(Requirement wanted) {
        var values = String.join(",", wanted.values());
        return switch (wanted.operator()) {
            case In -> "%s in (%s)".formatted(wanted.key(), values);
            case NotIn -> "%s notin (%s)".formatted(wanted.key(), values);
            case Exists -> wanted.key();
            case DoesNotExist -> "!" + wanted.key();
            case Gt -> "%s>%s".formatted(wanted.key(), values);
            case Lt -> "%s<%s".formatted(wanted.key(), values);
        };
    }
}
