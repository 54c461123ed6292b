package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Amounts;
import io.nodebus.contracts.node.Taint;
import java.util.List;

/// Why one node does not take a pod.
public sealed interface Refusal {
    /// What nodes that refuse for the same reason have in common. One that is short of two things
    /// is counted under both.
    List<String> phrases();

    /// The node takes no pods at all.
    ///
    /// @param why `not approved`, `Lost`...
    record Closed(String why) implements Refusal {
        @Override
        public List<String> phrases() {
            return List.of(why);
        }
    }

    /// The node is cordoned.
    record Cordoned() implements Refusal {
        @Override
        public List<String> phrases() {
            return List.of("cordoned");
        }
    }

    /// The node's agent could not read the pod.
    record TooOld(List<String> lacks) implements Refusal {
        public TooOld {
            lacks = List.copyOf(lacks);
        }

        @Override
        public List<String> phrases() {
            return List.of("NodeTooOld (lacks %s)".formatted(String.join(", ", lacks)));
        }
    }

    /// The pod names another node.
    record OtherNode(String nodeName) implements Refusal {
        @Override
        public List<String> phrases() {
            return List.of("not the named node " + nodeName);
        }
    }

    /// Another pod of this name has not ended there.
    record NameHeld() implements Refusal {
        @Override
        public List<String> phrases() {
            return List.of("still ending another pod of this name");
        }
    }

    /// The first taint the pod does not tolerate.
    record Tainted(Taint taint) implements Refusal {
        @Override
        public List<String> phrases() {
            return List.of("taint " + spelled());
        }

        /// As kubectl writes it: `key=value:NoSchedule`.
        public String spelled() {
            return taint.key() + taint.value().map(v -> "=" + v).orElse("") + ":" + taint.effect();
        }
    }

    /// The node's labels are not what the pod selects.
    ///
    /// @param selects the first selector that does not match, as people write it
    record Unselected(String selects) implements Refusal {
        @Override
        public List<String> phrases() {
            return List.of("not " + selects);
        }
    }

    /// There is not enough left.
    record Short(List<Shortage> of) implements Refusal {
        public Short {
            of = List.copyOf(of);
        }

        @Override
        public List<String> phrases() {
            return of.stream().map(Shortage::phrase).toList();
        }
    }

    /// @param free what is left
    /// @param allocatable what there would be on an empty node
    record Shortage(String resource, long asks, long free, long allocatable) {
        public String phrase() {
            return resource.equals(Amounts.PODS) ? "too many pods" : "insufficient " + resource;
        }

        /// True when it would not help to remove other pods.
        public boolean isUnresolvable() {
            return asks > allocatable;
        }
    }
}
