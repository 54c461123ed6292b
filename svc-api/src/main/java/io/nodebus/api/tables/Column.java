package io.nodebus.api.tables;

import java.util.LinkedHashMap;
import java.util.Map;

/// One column of a table.
///
/// @param wide shown only when asked for (`-o wide`)
record Column(String name, String type, String format, boolean wide, String description) {
    static Column name(String description) {
        return new Column("Name", "string", "name", false, description);
    }

    static Column text(String name, String description) {
        return new Column(name, "string", "", false, description);
    }

    static Column wide(String name, String description) {
        return new Column(name, "string", "", true, description);
    }

    static Column number(String name, String description) {
        return new Column(name, "integer", "", false, description);
    }

    static Column age() {
        return text("Age", "How long ago it was made.");
    }

    Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", name);
        tree.put("type", type);
        tree.put("format", format);
        tree.put("description", description);
        tree.put("priority", wide ? 1 : 0);
        return tree;
    }
}
