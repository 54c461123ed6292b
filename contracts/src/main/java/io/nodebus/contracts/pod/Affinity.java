package io.nodebus.contracts.pod;

import java.util.List;
import java.util.Optional;

/// Where a pod wants to be, beyond its node selector. Only what is required is implemented.
public record Affinity(Optional<NodeAffinity> nodeAffinity) {
    public record NodeAffinity(
            Optional<NodeSelector> requiredDuringSchedulingIgnoredDuringExecution) {}

    /// Terms are alternatives: one that matches is enough.
    public record NodeSelector(List<Term> nodeSelectorTerms) {
        public NodeSelector {
            nodeSelectorTerms = List.copyOf(nodeSelectorTerms);
        }
    }

    /// All requirements of a term must hold. `matchFields` knows `metadata.name`.
    public record Term(List<Requirement> matchExpressions, List<Requirement> matchFields) {
        public Term {
            matchExpressions = List.copyOf(matchExpressions);
            matchFields = List.copyOf(matchFields);
        }
    }

    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }
    }

    /// Spelled as in the Kubernetes API. `Gt` and `Lt` compare whole numbers.
    public enum Operator {
        In,
        NotIn,
        Exists,
        DoesNotExist,
        Gt,
        Lt
    }
}
