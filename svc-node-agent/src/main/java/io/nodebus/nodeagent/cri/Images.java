package io.nodebus.nodeagent.cri;

import io.nodebus.cri.v1.ImageSpec;
import io.nodebus.cri.v1.ImageStatusRequest;
import io.nodebus.cri.v1.ListImagesRequest;
import io.nodebus.cri.v1.PullImageRequest;
import io.nodebus.cri.v1.RemoveImageRequest;
import io.nodebus.nodeagent.runtime.Image;
import java.util.List;
import java.util.Optional;

/// The CRI's calls about images.
final class Images {
    private final Wire wire;

    Images(Wire wire) {
        this.wire = wire;
    }

    Optional<Image> find(String reference) {
        var request = ImageStatusRequest.newBuilder().setImage(spec(reference)).build();
        var answer = wire.images(stub -> stub.imageStatus(request));
        return answer.hasImage() ? Optional.of(seen(answer.getImage())) : Optional.empty();
    }

    List<Image> list() {
        return wire
                .images(stub -> stub.listImages(ListImagesRequest.getDefaultInstance()))
                .getImagesList()
                .stream()
                .map(Images::seen)
                .toList();
    }

    String pull(String reference) {
        var request = PullImageRequest.newBuilder().setImage(spec(reference)).build();
        return wire.imagesWithoutDeadline(stub -> stub.pullImage(request)).getImageRef();
    }

    void remove(String reference) {
        var request = RemoveImageRequest.newBuilder().setImage(spec(reference)).build();
        Missing.isDone(() -> wire.images(stub -> stub.removeImage(request)));
    }

    private static ImageSpec spec(String reference) {
        return ImageSpec.newBuilder().setImage(reference).build();
    }

    private static Image seen(io.nodebus.cri.v1.Image image) {
        return new Image(
                image.getId(),
                image.getRepoTagsList(),
                image.getRepoDigestsList(),
                image.getSize(),
                image.getPinned());
    }
}
