package io.nodebus.api.resource;

import io.nodebus.api.status.Refusal.Subject;
import java.util.List;
import java.util.Optional;

/// One kind of object people can see.
///
/// A new kind is a constant here, its admission, its view and its table.
public enum Resource {
    PODS("", "v1", "pods", "pod", "Pod", true, true, "po"),
    NODES("", "v1", "nodes", "node", "Node", false, true, "no"),
    CONFIGMAPS("", "v1", "configmaps", "configmap", "ConfigMap", true, true, "cm"),
    SECRETS("", "v1", "secrets", "secret", "Secret", true, true, ""),
    SERVICES("", "v1", "services", "service", "Service", true, true, "svc"),
    ENDPOINTS("", "v1", "endpoints", "endpoints", "Endpoints", true, false, "ep"),
    ENDPOINTSLICES(
            "discovery.k8s.io",
            "v1",
            "endpointslices",
            "endpointslice",
            "EndpointSlice",
            true,
            true,
            ""),
    RULES("nodebus.io", "v1", "rules", "rule", "Rule", true, false, ""),
    EVENTS("", "v1", "events", "event", "Event", true, false, "ev"),
    NAMESPACES("", "v1", "namespaces", "namespace", "Namespace", false, false, "ns");

    private final String group;
    private final String version;
    private final String plural;
    private final String singular;
    private final String kind;
    private final boolean namespaced;
    private final boolean written;
    private final String shortName;

    Resource(
            String group,
            String version,
            String plural,
            String singular,
            String kind,
            boolean namespaced,
            boolean written,
            String shortName) {
        this.group = group;
        this.version = version;
        this.plural = plural;
        this.singular = singular;
        this.kind = kind;
        this.namespaced = namespaced;
        this.written = written;
        this.shortName = shortName;
    }

    /// What can be done with a kind of object.
    public enum Verb {
        CREATE,
        DELETE,
        GET,
        LIST,
        PATCH,
        UPDATE,
        WATCH;

        static final List<Verb> ALL = List.of(values());
        static final List<Verb> READING = List.of(GET, LIST, WATCH);
    }

    public static Optional<Resource> of(String group, String version, String plural) {
        for (var resource : values()) {
            if (resource.group.equals(group)
                    && resource.version.equals(version)
                    && resource.plural.equals(plural)) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }

    public String group() {
        return group;
    }

    public String version() {
        return version;
    }

    public String plural() {
        return plural;
    }

    public String singular() {
        return singular;
    }

    public String kind() {
        return kind;
    }

    public boolean namespaced() {
        return namespaced;
    }

    public List<Verb> verbs() {
        return written ? Verb.ALL : Verb.READING;
    }

    public List<String> shortNames() {
        return shortName.isEmpty() ? List.of() : List.of(shortName);
    }

    /// Groups of kinds that are asked for together: `get all`.
    public List<String> categories() {
        return this == PODS || this == SERVICES ? List.of("all") : List.of();
    }

    /// `v1`, or with a group `apps/v1`.
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// An object of this kind, as most refusals name it.
    public Subject subject(String name) {
        return new Subject(group, plural, name);
    }

    /// An object of this kind, as refusals of its content name it.
    public Subject content(String name) {
        return new Subject(group, kind, name);
    }
}
