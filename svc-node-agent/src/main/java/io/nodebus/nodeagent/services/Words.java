package io.nodebus.nodeagent.services;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.topic.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Every word this room says, in one place.
final class Words {
    private Words() {}

    /// The Service a record is about.
    static String service(Topic<?> topic, String key) {
        return "service/"
                + (topic.equals(RuleState.TOPIC) ? RuleKey.service(RuleKey.of(key).prefix()) : key);
    }

    static Because incomplete(String prefix, long missing) {
        return new Because(
                "RulesIncomplete",
                "some of its records did not come in time: what is there is carried out",
                figures("port", port(prefix), "missing", missing),
                List.of());
    }

    static Because rejected(String prefix, String because, String mode) {
        return new Because(
                "RulesRejected", because, figures("port", port(prefix), "mode", mode), List.of());
    }

    static Because failed(String because, String mode, int ports) {
        return new Because(
                "RulesNotApplied", because, figures("mode", mode, "ports", ports), List.of());
    }

    static Because repaired(int operations, String mode) {
        return new Because(
                "RulesRepaired",
                "others changed rules of ours: they are as they should be again",
                figures("mode", mode, "operations", operations),
                List.of());
    }

    /// `tcp-80/ipv4`.
    private static String port(String prefix) {
        return prefix.substring(RuleKey.service(prefix).length() + 1);
    }

    private static SequencedMap<String, String> figures(
            String name, Object figure, String other, Object otherFigure) {
        var figures = new LinkedHashMap<String, String>();
        figures.put(name, String.valueOf(figure));
        figures.put(other, String.valueOf(otherFigure));
        return figures;
    }
}
