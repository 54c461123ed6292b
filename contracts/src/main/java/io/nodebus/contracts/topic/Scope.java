package io.nodebus.contracts.topic;

/// Which part of a key chooses the partition.
public enum Scope {
    /// Keys begin with the node (`node/...`): all of a node's records are in one partition.
    NODE,
    /// Keys begin with `namespace/name`, or are a plain name: all records of an object are in one
    /// partition.
    OBJECT,
    /// The topic has one partition.
    SINGLE;

    /// The part of the key that is hashed.
    String hashed(String key) {
        return switch (this) {
            case NODE -> upTo(key, 1);
            case OBJECT -> upTo(key, 2);
            case SINGLE -> "";
        };
    }

    private static String upTo(String key, int segments) {
        var end = -1;
        for (var n = 0; n < segments; n++) {
            end = key.indexOf('/', end + 1);
            if (end < 0) {
                return key;
            }
        }
        return key.substring(0, end);
    }
}
