package io.nodebus.contracts.wire;

/// One thing wrong with a tree.
///
/// @param path as in the Kubernetes API: `spec.containers[0].image`; empty for the whole
/// @param message what is wrong and what would be right
public record Fault(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
