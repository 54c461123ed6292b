package io.nodebus.nodeagent.netfilter.iptables;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.nodeagent.netfilter.iptables.Chain.In;
import io.nodebus.nodeagent.netfilter.iptables.Frame.Jump;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What iptables-save printed, of the tables we write to.
///
/// It prints rules otherwise than anybody writes them, so they are compared by what they say: see
/// [#said].
///
/// @param chains every chain and its rules, as printed
public record Found(Map<Chain, List<String>> chains) {
    private static final Set<String> UNSAID = Set.of("-m", "--rsource", "--mask", "--reject-with");
    private static final double PROBABILITIES = 0x80000000L;

    public Found {
        chains = Sorted.copy(chains);
    }

    public static Found of(String printed) {
        var chains = new LinkedHashMap<Chain, List<String>>();
        In table = null;
        for (var line : printed.lines().toList()) {
            if (line.startsWith("*")) {
                table = table(line.substring(1));
            } else if (table != null && line.startsWith(":")) {
                var name = line.substring(1, line.indexOf(' '));
                chains.put(new Chain(table, name), new ArrayList<>());
            } else if (table != null && line.startsWith("-A ")) {
                var words = line.split(" ", 3);
                chains.computeIfAbsent(new Chain(table, words[1]), _ -> new ArrayList<>())
                        .add(words.length > 2 ? words[2] : "");
            }
        }
        return new Found(chains);
    }

    private static @Nullable In table(String word) {
        return Arrays.stream(In.values())
                .filter(table -> table.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /// Whether a chain is there and says exactly this.
    boolean has(Chain chain, List<String> rules) {
        var there = chains.get(chain);
        return there != null
                && there.size() == rules.size()
                && there.stream()
                        .map(Found::said)
                        .toList()
                        .equals(rules.stream().map(Found::said).toList());
    }

    boolean has(Jump jump) {
        var said = said(jump.rule());
        return chains.getOrDefault(jump.from(), List.of()).stream()
                .anyMatch(rule -> said(rule).equals(said));
    }

    /// Rules that lead from chains that are not among these to one that is.
    List<Jump> jumpsTo(Set<Chain> targets) {
        var jumps = new ArrayList<Jump>();
        chains.forEach((chain, rules) -> {
            if (!targets.contains(chain)) {
                for (var rule : rules) {
                    var words = words(rule);
                    var to = words.indexOf("-j");
                    if (to >= 0 && targets.contains(new Chain(chain.table(), words.get(to + 1)))) {
                        jumps.add(new Jump(chain, rule));
                    }
                }
            }
        });
        return jumps;
    }

    /// What a rule says, however it is written: its options in order, without what goes without
    /// saying.
    static String said(String rule) {
        var options = new TreeSet<String>();
        var words = words(rule);
        for (int i = 0; i < words.size(); ) {
            var not = words.get(i).equals("!");
            var option = words.get(not ? i + 1 : i);
            var to = i + (not ? 2 : 1);
            while (to < words.size() && !isOption(words.get(to))) {
                to++;
            }
            if (!UNSAID.contains(option)) {
                var value = String.join(" ", words.subList(i + (not ? 2 : 1), to));
                options.add((not ? "! " : "") + option(option, value));
            }
            i = to;
        }
        return String.join(" ", options);
    }

    /// Of hundreds of thousands of words at a start, so not by a pattern.
    private static boolean isOption(String word) {
        return word.equals("!")
                || word.length() == 2 && word.charAt(0) == '-' && isLetter(word.charAt(1))
                || word.length() > 2 && word.startsWith("--") && isLetter(word.charAt(2));
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static String option(String option, String value) {
        return switch (option) {
            case "-s", "-d" -> option + " " + (value.indexOf('/') < 0 ? whole(value) : value);
            case "--or-mark" -> "--set-xmark " + value + "/" + value;
            case "--xor-mark" -> "--set-xmark " + value + "/0x0";
            case "--ctstate" ->
                    option
                            + " "
                            + Arrays.stream(value.split(",", -1))
                                    .sorted()
                                    .collect(Collectors.joining(","));
            // The kernel keeps 31 bits of it.
            case "--probability" ->
                    option + " " + Math.round(Double.parseDouble(value) * PROBABILITIES);
            default -> option + " " + value;
        };
    }

    private static String whole(String address) {
        return address + (address.indexOf(':') < 0 ? "/32" : "/128");
    }

    private static List<String> words(String rule) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var quoted = false;
        for (int i = 0; i < rule.length(); i++) {
            var c = rule.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < rule.length()) {
                word.append(rule.charAt(++i));
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        words.removeIf(String::isEmpty);
        return words;
    }
}
