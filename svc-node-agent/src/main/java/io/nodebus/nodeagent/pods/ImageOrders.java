package io.nodebus.nodeagent.pods;

import static io.nodebus.nodeagent.pods.Crash.Step.IMAGE_ORDERED;
import static io.nodebus.nodeagent.pods.Crash.Step.IMAGE_THERE;

import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.Image;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.PodOutcome;

/// Sees to it that images are there, as the pull policy says.
final class ImageOrders {
    private final ContainerRuntime runtime;
    private final Crash crash;

    ImageOrders(ContainerRuntime runtime, Crash crash) {
        this.runtime = runtime;
        this.crash = crash;
    }

    PodOutcome fetch(PodOrder.FetchImage order) {
        try {
            crash.at(IMAGE_ORDERED);
            var outcome =
                    switch (order.policy()) {
                        case Never ->
                                runtime.image(order.image())
                                        .map(image -> there(order, image))
                                        .orElseGet(() -> notPulled(order));
                        case IfNotPresent ->
                                runtime.image(order.image())
                                        .map(image -> there(order, image))
                                        .orElseGet(() -> pulled(order));
                        case Always -> pulled(order);
                    };
            crash.at(IMAGE_THERE);
            return outcome;
        } catch (RuntimeException e) {
            var message = Words.of(e);
            var reason =
                    message.contains("invalid reference format")
                            ? "InvalidImageName"
                            : "ErrImagePull";
            return new PodOutcome.ImageFailed(order.uid(), order.container(), reason, message);
        }
    }

    private static PodOutcome there(PodOrder.FetchImage order, Image image) {
        return new PodOutcome.ImageThere(order.uid(), order.container(), image.id(), false);
    }

    private PodOutcome pulled(PodOrder.FetchImage order) {
        var id = runtime.pullImage(order.image());
        return new PodOutcome.ImageThere(order.uid(), order.container(), id, true);
    }

    /// kubelet's words.
    private static PodOutcome notPulled(PodOrder.FetchImage order) {
        return new PodOutcome.ImageFailed(
                order.uid(),
                order.container(),
                "ErrImageNeverPull",
                "Container image \"%s\" is not present with pull policy of Never"
                        .formatted(order.image()));
    }
}
