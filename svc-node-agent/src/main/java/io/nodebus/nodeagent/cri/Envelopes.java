package io.nodebus.nodeagent.cri;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.nodebus.containerd.events.TaskExit;
import io.nodebus.containerd.events.TaskOOM;
import io.nodebus.containerd.events.v1.Envelope;
import io.nodebus.containerd.images.v1.ImageChange;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an event of containerd means to us.
final class Envelopes {
    private static final String EXIT = "/tasks/exit";
    private static final String OOM = "/tasks/oom";
    private static final String IMAGES = "/images/";

    /// Any of them; the comma is an "and".
    static final List<String> FILTERS =
            List.of(
                    "topic==\"" + EXIT + "\",namespace==" + Wire.NAMESPACE,
                    "topic==\"" + OOM + "\",namespace==" + Wire.NAMESPACE,
                    "topic~=\"^" + IMAGES + "\",namespace==" + Wire.NAMESPACE);

    private Envelopes() {}

    /// Nothing for what concerns nobody, such as the end of an exec.
    static Optional<RuntimeEvent> read(Envelope envelope) {
        // containerd leaves the usual prefix out of the type's name, so Any's own unpack refuses.
        var payload = envelope.getEvent().getValue();
        try {
            if (envelope.getTopic().equals(EXIT)) {
                return exit(TaskExit.parseFrom(payload));
            }
            if (envelope.getTopic().equals(OOM)) {
                var id = TaskOOM.parseFrom(payload).getContainerId();
                return Optional.of(new RuntimeEvent.OutOfMemory(id));
            }
            if (envelope.getTopic().startsWith(IMAGES)) {
                var name = ImageChange.parseFrom(payload).getName();
                return Optional.of(new RuntimeEvent.ImagesChanged(name));
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException garbled) {
            // Treated as a broken stream: whoever hears it subscribes anew and lists.
            throw Status.DATA_LOSS
                    .withDescription("not an event of " + envelope.getTopic())
                    .withCause(garbled)
                    .asRuntimeException();
        }
    }

    private static Optional<RuntimeEvent> exit(TaskExit exit) {
        return exit.getId().equals(exit.getContainerId())
                ? Optional.of(
                        new RuntimeEvent.Exited(
                                exit.getContainerId(),
                                exit.getExitStatus(),
                                at(exit.getExitedAt())))
                : Optional.empty();
    }

    private static Instant at(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
