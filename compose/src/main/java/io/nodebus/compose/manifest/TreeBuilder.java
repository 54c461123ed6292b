package io.nodebus.compose.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// One YAML document to a tree, its lines noted on the way. Aliases are copied out, up to a bound:
/// a bomb goes off here and not in memory.
final class TreeBuilder {
    private static final int MOST_VALUES = 200_000;
    private static final int DEEPEST = 64;

    private final String file;
    private final StandardConstructor scalars;
    private final Map<String, Integer> lines = new HashMap<>();
    private int values;

    TreeBuilder(String file, LoadSettings settings) {
        this.file = file;
        this.scalars = new StandardConstructor(settings);
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    Document document(MappingNode root) {
        lines.put("", line(root));
        return new Document(file, object(root, "", 0), Map.copyOf(lines));
    }

    private Map<String, Object> object(MappingNode node, String path, int depth) {
        var object = new LinkedHashMap<String, Object>();
        for (var tuple : node.getValue()) {
            var key =
                    tuple.getKeyNode() instanceof ScalarNode scalar
                            ? scalar.getValue()
                            : refuse(tuple.getKeyNode(), "a field name must be a text");
            var below = path.isEmpty() ? key : path + "." + key;
            if (object.containsKey(key)) {
                throw new BadManifest(
                        file,
                        line(tuple.getKeyNode()),
                        "%s is written twice, first on line %s".formatted(below, lines.get(below)));
            }
            lines.put(below, line(tuple.getKeyNode()));
            // An empty field is an absent field, as kubectl has it.
            var value = value(tuple.getValueNode(), below, depth + 1);
            if (value != null) {
                object.put(key, value);
            }
        }
        return object;
    }

    private @Nullable Object value(Node node, String path, int depth) {
        if (++values > MOST_VALUES) {
            refuse(node, "the document has more than %d values".formatted(MOST_VALUES));
        }
        if (depth > DEEPEST) {
            refuse(node, "the document is nested deeper than %d levels".formatted(DEEPEST));
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, path, depth);
            case SequenceNode sequence -> list(sequence, path, depth);
            default -> scalars.constructSingleDocument(java.util.Optional.of(node));
        };
    }

    private List<Object> list(SequenceNode node, String path, int depth) {
        var list = new ArrayList<>();
        for (var item : node.getValue()) {
            var below = path + "[" + list.size() + "]";
            lines.put(below, line(item));
            var value = value(item, below, depth + 1);
            list.add(value == null ? refuse(item, below + " is empty") : value);
        }
        return list;
    }

    private String refuse(Node node, String message) {
        throw new BadManifest(file, line(node), message);
    }
}
