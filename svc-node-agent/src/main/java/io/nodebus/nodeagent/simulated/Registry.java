package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.Image;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.util.List;

/// What images can be had. Throws what a pull would.
@FunctionalInterface
public interface Registry {
    Image pull(String reference);

    /// Has every image but those whose name contains `missing` or `nobody`.
    Registry EVERYTHING =
            reference -> {
                if (reference.contains("missing") || reference.contains("nobody")) {
                    throw new RuntimeFailure(
                            RuntimeFailure.Kind.NOT_FOUND,
                            "failed to pull and unpack image \"%1$s\": failed to resolve reference \"%1$s\": %1$s: not found"
                                    .formatted(reference));
                }
                return image(reference);
            };

    /// An image of that name; a name always has the same id.
    static Image image(String reference) {
        var name = reference.substring(0, Math.max(reference.lastIndexOf(':'), 1));
        return new Image(
                "sha256:" + Ids.of("config of " + reference),
                List.of(reference),
                List.of(name + "@sha256:" + Ids.of("manifest of " + reference)),
                4_000_000,
                false);
    }
}
