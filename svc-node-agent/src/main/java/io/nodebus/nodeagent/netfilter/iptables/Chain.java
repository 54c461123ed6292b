package io.nodebus.nodeagent.netfilter.iptables;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;

/// A chain, by its table and name.
public record Chain(In table, String name) implements Comparable<Chain> {
    private static final Comparator<Chain> ORDER =
            Comparator.comparing(Chain::table).thenComparing(Chain::name);

    private static final Pattern OF_A_PORT = Pattern.compile("KUBE-(SVC|SVL|EXT|FW|SEP)-.*");

    /// The tables, in the order in which they are written.
    public enum In {
        MANGLE,
        FILTER,
        NAT;

        /// As iptables writes it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Chain filter(String name) {
        return new Chain(In.FILTER, name);
    }

    static Chain nat(String name) {
        return new Chain(In.NAT, name);
    }

    /// Whether it is made for one port, and goes with it.
    boolean isOfAPort() {
        return OF_A_PORT.matcher(name).matches();
    }

    @Override
    public int compareTo(Chain other) {
        return ORDER.compare(this, other);
    }
}
