package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.Image;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The images of a simulated node. Guarded by the runtime that holds them.
final class FakeImages {
    private final Registry registry;
    private final Consumer<RuntimeEvent> events;
    private final Map<String, Image> images = new LinkedHashMap<>();

    FakeImages(Registry registry, Consumer<RuntimeEvent> events) {
        this.registry = registry;
        this.events = events;
    }

    /// By name or by id.
    Optional<Image> find(String reference) {
        var full = ImageNames.full(reference);
        return Optional.ofNullable(images.get(full))
                .or(() ->
                        images.values().stream()
                                .filter(image -> image.id().equals(full))
                                .findFirst());
    }

    List<Image> all() {
        return List.copyOf(images.values());
    }

    /// Puts one there without a pull.
    void load(String reference) {
        images.put(ImageNames.full(reference), Registry.image(reference));
        events.accept(new RuntimeEvent.ImagesChanged(reference));
    }

    String pull(String reference) {
        var full = ImageNames.full(reference);
        var image = registry.pull(full);
        images.put(full, image);
        events.accept(new RuntimeEvent.ImagesChanged(full));
        return image.id();
    }

    void remove(String reference) {
        find(reference)
                .ifPresent(image -> {
                    images.values().removeIf(each -> each.id().equals(image.id()));
                    image.tags().forEach(tag -> events.accept(new RuntimeEvent.ImagesChanged(tag)));
                });
    }
}
