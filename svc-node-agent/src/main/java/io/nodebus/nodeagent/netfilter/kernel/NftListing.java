package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Field;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Index;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Field.Transport;
import io.nodebus.nodeagent.netfilter.nftables.SetNames;
import io.nodebus.nodeagent.netfilter.nftables.SetNames.Kind;
import io.nodebus.nodeagent.netfilter.nftables.SetNames.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What `nft list table` prints, read.
final class NftListing {
    private static final Pattern BLOCK = Pattern.compile("\t(set|map|chain) (\\S+) \\{");
    private static final Pattern ELEMENT =
            Pattern.compile(
                    "(?<key>[^\" ]+(?: \\. [^\" ]+)*)(?: (?:timeout|expires) \\S+)*"
                            + "(?: comment \"(?<comment>[^\"]*)\")?(?: : (?<value>.+))?");

    private final Set<String> sets = new TreeSet<>();
    private final Map<ElementKey, Element> elements = new LinkedHashMap<>();
    private final List<Element> clients = new ArrayList<>();
    private int rules;

    NftListing(String text) {
        var kind = "";
        var name = "";
        var list = new StringBuilder();
        for (var line : text.lines().toList()) {
            var block = BLOCK.matcher(line);
            if (block.matches()) {
                kind = block.group(1);
                name = block.group(2);
                if (!kind.equals("chain")) {
                    sets.add(name);
                }
            } else if (kind.equals("chain")) {
                rules += line.startsWith("\t\t") && !line.startsWith("\t\ttype ") ? 1 : 0;
            } else if (line.startsWith("\t\telements = {") || !list.isEmpty()) {
                list.append(line.strip()).append(' ');
                if (line.endsWith("}")) {
                    read(name, list.toString());
                    list.setLength(0);
                }
            }
        }
    }

    Set<String> sets() {
        return sets;
    }

    int rules() {
        return rules;
    }

    Map<ElementKey, Element> elements() {
        return elements;
    }

    List<Element> clients() {
        return clients;
    }

    private void read(String set, String list) {
        var inside = list.substring(list.indexOf('{') + 1, list.lastIndexOf('}'));
        if (set.equals(SetNames.AFFINITY)) {
            for (var element : inside.split(",", -1)) {
                clients.add(element(set, SetNames.affinity(), element.strip()));
            }
            return;
        }
        SetNames.shape(set)
                .ifPresent(shape -> {
                    for (var text : inside.split(",", -1)) {
                        var element = element(set, shape, text.strip());
                        elements.put(element.at(), element);
                    }
                });
    }

    private static Element element(String set, Shape shape, String text) {
        var parts = ELEMENT.matcher(text);
        if (!parts.matches()) {
            throw new KernelFailure("cannot read what nft prints: " + text);
        }
        var value = parts.group("value");
        var comment = parts.group("comment");
        return new Element(
                new ElementKey(set, fields(parts.group("key"), shape.key())),
                value == null ? List.of() : fields(value, shape.value()),
                comment == null ? "" : comment);
    }

    private static List<Field> fields(String text, List<Kind> kinds) {
        var words = text.split(" \\. ", -1);
        var fields = new ArrayList<Field>();
        for (int i = 0; i < kinds.size(); i++) {
            fields.add(
                    switch (kinds.get(i)) {
                        case ADDRESS -> Address.of(words[i]);
                        case TRANSPORT ->
                                new Transport(Protocol.valueOf(words[i].toUpperCase(Locale.ROOT)));
                        case PORT -> new Port(Integer.parseInt(words[i]));
                        case INDEX -> new Index(Integer.parseInt(words[i]));
                    });
        }
        return fields;
    }
}
