package io.nodebus.nodeagent.environment;

import java.util.Optional;
import java.util.regex.Pattern;

/// The fields of a pod a variable may take its value from.
final class PodFields {
    private static final Pattern SUBSCRIPT =
            Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']");

    private PodFields() {}

    /// @throws UnresolvedException when there is no such field, or it is not known yet
    static String value(String path, Surroundings around) {
        var metadata = around.pod().metadata();
        var subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            var map =
                    subscript.group(1).equals("labels")
                            ? metadata.labels()
                            : metadata.annotations();
            return map.getOrDefault(subscript.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> metadata.name().orElse("");
            case "metadata.namespace" -> metadata.namespace().orElse("");
            case "metadata.uid" -> metadata.uid().orElse("");
            case "spec.nodeName" -> around.node();
            case "status.hostIP" -> around.nodeAddress();
            case "status.podIP" -> known(around.podAddress(), path);
            default ->
                    throw new UnresolvedException(
                            "unsupported fieldPath %s: write metadata.name, metadata.namespace, metadata.uid, metadata.labels['key'], metadata.annotations['key'], spec.nodeName, status.podIP or status.hostIP"
                                    .formatted(path));
        };
    }

    private static String known(Optional<String> address, String path) {
        return address.orElseThrow(
                () -> new UnresolvedException(path + " is not known: the pod has no address"));
    }
}
