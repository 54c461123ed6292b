package io.nodebus.api.view;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `app=web,tier in (a, b),!old`: all requirements must hold.
public record LabelSelector(List<Requirement> requirements) {
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    private static final int LONGEST = 8192;
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern COMPARED =
            Pattern.compile("([^=!<>\\s(),]+)\\s*(==|=|!=|<|>)\\s*([^=!<>\\s(),]*)");
    private static final Pattern NAMED = Pattern.compile("(!?)\\s*([^=!<>\\s(),]+)");

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /// One requirement of a selector.
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        boolean holds(Map<String, String> labels) {
            var value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case ABSENT -> value == null;
                case GREATER -> value != null && compared(value) > 0;
                case LESS -> value != null && compared(value) < 0;
            };
        }

        /// Zero, which is neither, when one of the two is no number.
        private int compared(String value) {
            try {
                return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    /// How a label is looked at.
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        ABSENT,
        GREATER,
        LESS
    }

    /// @throws Refused when the text is no selector
    public static LabelSelector parse(String text) {
        if (text.length() > LONGEST) {
            throw new Refused(
                    Refusal.badRequest("labelSelector must be no longer than " + LONGEST));
        }
        var requirements = new ArrayList<Requirement>();
        for (var part : parts(text)) {
            requirements.add(requirement(part));
        }
        return new LabelSelector(requirements);
    }

    /// Split at commas outside parentheses.
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(text.substring(start));
        return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    private static Requirement requirement(String part) {
        var set = SET.matcher(part);
        if (set.matches()) {
            var values = Arrays.stream(set.group(3).split(",", -1)).map(String::strip).toList();
            return new Requirement(
                    set.group(1),
                    set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN,
                    values);
        }
        var compared = COMPARED.matcher(part);
        if (compared.matches()) {
            var operator =
                    switch (compared.group(2)) {
                        case "!=" -> Operator.NOT_IN;
                        case "<" -> Operator.LESS;
                        case ">" -> Operator.GREATER;
                        default -> Operator.IN;
                    };
            return new Requirement(compared.group(1), operator, List.of(compared.group(3)));
        }
        var named = NAMED.matcher(part);
        if (named.matches()) {
            return new Requirement(
                    named.group(2),
                    named.group(1).isEmpty() ? Operator.EXISTS : Operator.ABSENT,
                    List.of());
        }
        throw new Refused(
                Refusal.badRequest(
                        "unable to parse requirement: \"%s\" is no label selector: write app=web,"
                                        .formatted(part)
                                + " app!=web, app in (a,b), app or !app"));
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }
}
