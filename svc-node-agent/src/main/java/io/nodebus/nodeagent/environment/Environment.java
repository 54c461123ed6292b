package io.nodebus.nodeagent.environment;

import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.EnvFromSource;
import io.nodebus.contracts.pod.EnvVar;
import io.nodebus.contracts.pod.EnvVar.KeyRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The variables of one container, in the order they are to be set.
public final class Environment {
    private final Surroundings around;
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();

    private Environment(Surroundings around) {
        this.around = around;
    }

    /// @throws UnresolvedException when something a variable comes from is not there
    public static SequencedMap<String, String> of(Container container, Surroundings around) {
        var environment = new Environment(around);
        container.envFrom().forEach(environment::takeAll);
        container.env().forEach(environment::take);
        return environment.variables;
    }

    /// A command or its arguments with `$(NAME)` expanded.
    public static List<String> expanded(List<String> words, Map<String, String> variables) {
        return words.stream().map(word -> Expansion.expand(word, variables)).toList();
    }

    private void takeAll(EnvFromSource source) {
        source.configMapRef()
                .flatMap(ref -> all(Kind.CONFIG_MAP, ref))
                .ifPresent(found -> putAll(source, found));
        source.secretRef()
                .flatMap(ref -> all(Kind.SECRET, ref))
                .ifPresent(found -> putAll(source, found));
    }

    private void putAll(EnvFromSource source, Map<String, String> found) {
        found.forEach((key, value) -> put(source.prefix().orElse("") + key, value));
    }

    private void take(EnvVar variable) {
        if (variable.valueFrom().isEmpty()) {
            put(variable.name(), Expansion.expand(variable.value().orElse(""), variables));
            return;
        }
        var from = variable.valueFrom().get();
        from.configMapKeyRef()
                .flatMap(ref -> one(Kind.CONFIG_MAP, ref))
                .or(() -> from.secretKeyRef().flatMap(ref -> one(Kind.SECRET, ref)))
                .or(() -> from.fieldRef().map(ref -> PodFields.value(ref.fieldPath(), around)))
                .ifPresent(value -> put(variable.name(), value));
    }

    /// A name set again moves to the end: what sees it must come after what it saw.
    private void put(String name, String value) {
        variables.remove(name);
        variables.put(name, value);
    }

    private Optional<Map<String, String>> all(Kind kind, EnvFromSource.Ref ref) {
        return found(kind, ref.name(), ref.optional().orElse(false));
    }

    private Optional<String> one(Kind kind, KeyRef ref) {
        var optional = ref.optional().orElse(false);
        var found = found(kind, ref.name(), optional);
        var value = found.map(all -> all.get(ref.key()));
        if (found.isPresent() && value.isEmpty() && !optional) {
            throw new UnresolvedException(
                    "couldn't find key %s in %s %s/%s"
                            .formatted(
                                    ref.key(),
                                    kind.inSentence,
                                    around.pod().metadata().namespace().orElse("default"),
                                    ref.name()));
        }
        return value;
    }

    private Optional<Map<String, String>> found(Kind kind, String name, boolean optional) {
        var found =
                switch (kind) {
                    case CONFIG_MAP -> around.configMaps().get(name);
                    case SECRET -> around.secrets().get(name);
                };
        if (found == null && !optional) {
            throw new UnresolvedException("%s \"%s\" not found".formatted(kind.resource, name));
        }
        return Optional.ofNullable(found);
    }

    private enum Kind {
        CONFIG_MAP("configmap", "ConfigMap"),
        SECRET("secret", "Secret");

        private final String resource;
        private final String inSentence;

        Kind(String resource, String inSentence) {
            this.resource = resource;
            this.inSentence = inSentence;
        }
    }
}
