package io.nodebus.nodeagent.netfilter.nftables;

import java.util.List;

/// An element of a set, or of a map when it leads to something.
///
/// @param value empty in a set
/// @param comment whose it is, for whoever reads the kernel's rules; empty when it is many's
public record Element(ElementKey at, List<Field> value, String comment) {
    /// The longest comment nft takes is 128 bytes, and a Service's name may be longer.
    private static final int LONGEST = 120;

    public Element {
        value = List.copyOf(value);
        comment = comment.length() <= LONGEST ? comment : comment.substring(0, LONGEST) + "...";
    }

    static Element in(ElementKey at, String comment) {
        return new Element(at, List.of(), comment);
    }
}
