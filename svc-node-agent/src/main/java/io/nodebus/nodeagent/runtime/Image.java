package io.nodebus.nodeagent.runtime;

import java.util.List;

/// An image on the node.
///
/// @param id config digest, `sha256:...`
/// @param tags names with tags
/// @param digests names with digests
/// @param bytes as the runtime counts them (containerd: compressed)
/// @param pinned must not be collected
public record Image(
        String id, List<String> tags, List<String> digests, long bytes, boolean pinned) {
    public Image {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
    }
}
