package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import java.util.Map;
import java.util.Optional;

/// One object as people see it.
public sealed interface Seen
        permits PodSeen,
                NodeSeen,
                ConfigMapSeen,
                SecretSeen,
                WithMetadata,
                EventSeen,
                NamespaceSeen {
    Resource resource();

    /// Empty for objects without one.
    String namespace();

    String name();

    String uid();

    Map<String, String> labels();

    Versions versions();

    /// The same with other versions.
    Seen with(Versions versions);

    /// Whether what people wrote is the same in both: what a node reports of a pod does not stand
    /// in the way of a write.
    boolean wantedAs(Seen before);

    /// What a field selector may ask for.
    Optional<String> field(String path);

    /// Where it is kept among objects of its kind: `namespace/name`, or the name.
    default String key() {
        return key(namespace(), name());
    }

    static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /// @param seen when anything of it last changed: its `resourceVersion`
    /// @param wanted when what people wrote last changed: what a write is compared with
    record Versions(long seen, long wanted) {
        /// Not in the view yet.
        public static final Versions NONE = new Versions(0, 0);
    }
}
