package io.nodebus.nodeagent.cri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.nodebus.containerd.events.TaskExit;
import io.nodebus.containerd.events.v1.Envelope;
import io.nodebus.containerd.events.v1.EventsGrpc;
import io.nodebus.containerd.events.v1.PublishRequest;
import io.nodebus.containerd.events.v1.SubscribeRequest;
import io.nodebus.cri.v1.Container;
import io.nodebus.cri.v1.ContainerStatus;
import io.nodebus.cri.v1.ContainerStatusRequest;
import io.nodebus.cri.v1.ContainerStatusResponse;
import io.nodebus.cri.v1.ListContainersRequest;
import io.nodebus.cri.v1.ListContainersResponse;
import io.nodebus.cri.v1.RuntimeServiceGrpc;
import io.nodebus.cri.v1.StartContainerRequest;
import io.nodebus.cri.v1.StartContainerResponse;
import io.nodebus.nodeagent.await.Await;
import io.nodebus.nodeagent.runtime.HeardEvents;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What containerd of any version may answer, and what a test cannot make a real one do.
class ContainerdTest {
    @TempDir Path folder;

    @Test
    void theImagesIdIsItsOwnFieldOnNewRuntimesAndTheReferenceOnOldOnes() throws Exception {
        var old = Container.newBuilder().setId("old").setImageRef("sha256:aa");
        var recent =
                Container.newBuilder()
                        .setId("new")
                        .setImageRef("busybox@x")
                        .setImageId("sha256:bb");
        try (var _ = serve(new Listing(List.of(old.build(), recent.build())));
                var containerd = dial()) {
            assertEquals("sha256:aa", containerd.container("old").orElseThrow().imageId());
            assertEquals("sha256:bb", containerd.container("new").orElseThrow().imageId());
            assertEquals(Optional.empty(), containerd.container("new").orElseThrow().finishedAt());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, NOT_FOUND",
        "DEADLINE_EXCEEDED, TIMEOUT",
        "UNAVAILABLE, UNAVAILABLE",
        "UNKNOWN, REFUSED",
        "UNIMPLEMENTED, REFUSED",
        "FAILED_PRECONDITION, REFUSED"
    })
    void aRefusalIsOfAKindAndKeepsItsWords(Status.Code code, RuntimeFailure.Kind kind)
            throws Exception {
        var refusing =
                new RuntimeServiceGrpc.RuntimeServiceImplBase() {
                    @Override
                    public void startContainer(
                            StartContainerRequest asked,
                            StreamObserver<StartContainerResponse> answer) {
                        answer.onError(code.toStatus().withDescription("no wish to").asException());
                    }
                };
        try (var _ = serve(refusing);
                var containerd = dial()) {
            var failure = assertThrows(RuntimeFailure.class, () -> containerd.startContainer("x"));
            assertEquals(kind, failure.kind());
            assertTrue(failure.toString().endsWith("no wish to"), failure.toString());
        }
    }

    @Test
    void nobodyOnTheSocketIsUnavailableAndNamesIt() {
        try (var containerd = dial()) {
            var failure = assertThrows(RuntimeFailure.class, containerd::version);
            assertEquals(RuntimeFailure.Kind.UNAVAILABLE, failure.kind());
            assertTrue(failure.toString().contains("cri.sock"), failure.toString());
        }
    }

    @Test
    void aSubscriptionCountsFromTheMarkThatComesBack() throws Exception {
        var events = new Events();
        events.marksLost = 3;
        try (var _ = serve(events);
                var containerd = dial()) {
            var heard = new HeardEvents();
            try (var _ = containerd.events(heard)) {
                heard.awaitCount(RuntimeEvent.Reconnected.class, 1);
                assertTrue(events.marks.get() >= 4, "marks: " + events.marks);
                events.say(exit("c1", "c1", 3));
                events.say(exit("c1", "an-exec", 0));
                events.say(exit("c2", "c2", 4));
                heard.awaitExit("c2");
                assertEquals(2, heard.count(RuntimeEvent.Exited.class));
                assertEquals(1, heard.count(RuntimeEvent.Reconnected.class));
            }
        }
    }

    @Test
    void aBrokenStreamIsSubscribedAnew() throws Exception {
        var events = new Events();
        try (var _ = serve(events);
                var containerd = dial()) {
            var heard = new HeardEvents();
            try (var _ = containerd.events(heard)) {
                heard.awaitCount(RuntimeEvent.Reconnected.class, 1);
                events.breakAll();
                heard.awaitCount(RuntimeEvent.Disconnected.class, 1);
                heard.awaitCount(RuntimeEvent.Reconnected.class, 2);
                events.say(exit("c1", "c1", 3));
                assertEquals(3, heard.awaitExit("c1").exitCode());
            }
        }
    }

    @Test
    void whatIsNoEventIsABrokenStream() throws Exception {
        var events = new Events();
        try (var _ = serve(events);
                var containerd = dial()) {
            var heard = new HeardEvents();
            try (var _ = containerd.events(heard)) {
                heard.awaitCount(RuntimeEvent.Reconnected.class, 1);
                var garbled = Any.newBuilder().setValue(ByteString.copyFrom(new byte[] {-1, -1}));
                events.say(Envelope.newBuilder().setTopic("/tasks/exit").setEvent(garbled).build());
                heard.awaitCount(RuntimeEvent.Reconnected.class, 2);
            }
        }
    }

    @Test
    void aRuntimeThatIsNotThereYetIsHeardWhenItComes() throws Exception {
        try (var containerd = dial()) {
            var heard = new HeardEvents();
            try (var _ = containerd.events(heard)) {
                heard.awaitCount(RuntimeEvent.Disconnected.class, 1);
                try (var _ = serve(new Events())) {
                    heard.awaitCount(RuntimeEvent.Reconnected.class, 1);
                }
            }
        }
    }

    @Test
    void closingEndsTheSubscription() throws Exception {
        var events = new Events();
        try (var _ = serve(events);
                var containerd = dial()) {
            var heard = new HeardEvents();
            try (var _ = containerd.events(heard)) {
                heard.awaitCount(RuntimeEvent.Reconnected.class, 1);
            }
            Await.until("nobody listens", events.hearers::isEmpty);
            assertEquals(0, heard.count(RuntimeEvent.Disconnected.class));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "999, 1", "1000, 1", "1001, 2"})
    void aPartOfASecondOfGraceIsASecond(long millis, long seconds) {
        assertEquals(seconds, Containers.wholeSeconds(Duration.ofMillis(millis)));
    }

    private RuntimeServer serve(BindableService service) throws Exception {
        return new RuntimeServer(folder.resolve("cri.sock"), service);
    }

    private Containerd dial() {
        return new Containerd(folder.resolve("cri.sock"));
    }

    private static Envelope exit(String container, String process, int code) {
        var exit =
                TaskExit.newBuilder()
                        .setContainerId(container)
                        .setId(process)
                        .setExitStatus(code)
                        .build();
        return Envelope.newBuilder()
                .setTopic("/tasks/exit")
                .setEvent(Any.newBuilder().setValue(exit.toByteString()))
                .build();
    }

    private static final class Listing extends RuntimeServiceGrpc.RuntimeServiceImplBase {
        private final List<Container> all;

        Listing(List<Container> all) {
            this.all = all;
        }

        @Override
        public void listContainers(
                ListContainersRequest asked, StreamObserver<ListContainersResponse> answer) {
            var id = asked.getFilter().getId();
            answer.onNext(
                    ListContainersResponse.newBuilder()
                            .addAllContainers(
                                    all.stream().filter(c -> c.getId().equals(id)).toList())
                            .build());
            answer.onCompleted();
        }

        @Override
        public void containerStatus(
                ContainerStatusRequest asked, StreamObserver<ContainerStatusResponse> answer) {
            answer.onNext(
                    ContainerStatusResponse.newBuilder()
                            .setStatus(ContainerStatus.getDefaultInstance())
                            .build());
            answer.onCompleted();
        }
    }

    private static final class Events extends EventsGrpc.EventsImplBase {
        final List<StreamObserver<Envelope>> hearers = new CopyOnWriteArrayList<>();
        final AtomicInteger marks = new AtomicInteger();
        volatile int marksLost;

        @Override
        public void subscribe(SubscribeRequest asked, StreamObserver<Envelope> hearer) {
            var call = (ServerCallStreamObserver<Envelope>) hearer;
            call.setOnCancelHandler(() -> hearers.remove(hearer));
            hearers.add(hearer);
        }

        @Override
        public void publish(PublishRequest asked, StreamObserver<Empty> answer) {
            if (marks.incrementAndGet() > marksLost) {
                say(Envelope.newBuilder().setTopic(asked.getTopic()).build());
            }
            answer.onNext(Empty.getDefaultInstance());
            answer.onCompleted();
        }

        void say(Envelope envelope) {
            hearers.forEach(hearer -> hearer.onNext(envelope));
        }

        void breakAll() {
            var all = List.copyOf(hearers);
            hearers.clear();
            all.forEach(h -> h.onError(Status.UNAVAILABLE.asException()));
        }
    }
}
