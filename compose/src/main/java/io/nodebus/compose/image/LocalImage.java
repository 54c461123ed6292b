package io.nodebus.compose.image;

import java.util.List;

/// An image.
///
/// @param name with tag: `localhost/nodebus/pause:1`
/// @param layers the lowest first
record LocalImage(String name, List<Layer> layers, List<String> entrypoint, List<String> command) {
    LocalImage {
        layers = List.copyOf(layers);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }
}
