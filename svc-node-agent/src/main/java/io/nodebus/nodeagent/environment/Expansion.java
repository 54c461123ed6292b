package io.nodebus.nodeagent.environment;

import java.util.Map;

/// `$(NAME)` in a text. An unknown name stays as written, `$$` is one `$`, nothing is expanded
/// twice: the rule of the Kubernetes API.
public final class Expansion {
    private static final char OPERATOR = '$';

    private Expansion() {}

    public static String expand(String text, Map<String, String> variables) {
        var expanded = new StringBuilder();
        var at = 0;
        while (at < text.length()) {
            var c = text.charAt(at);
            if (c != OPERATOR || at + 1 == text.length()) {
                expanded.append(c);
                at++;
                continue;
            }
            var next = text.charAt(at + 1);
            var end = next == '(' ? text.indexOf(')', at + 2) : -1;
            if (end >= 0) {
                var reference = text.substring(at, end + 1);
                var name = text.substring(at + 2, end);
                expanded.append(variables.getOrDefault(name, reference));
                at = end + 1;
            } else if (next == OPERATOR) {
                expanded.append(OPERATOR);
                at += 2;
            } else {
                expanded.append(OPERATOR).append(next);
                at += 2;
            }
        }
        return expanded.toString();
    }
}
