package io.nodebus.contracts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    record Volume(@Requires("volume.sub-path") Optional<String> subPath) {}

    record Pod(
            String name,
            @Requires("host-network") boolean hostNetwork,
            @Requires("volumes") List<Volume> volumes,
            Map<String, Volume> named) {}

    @Test
    void aRecordRequiresWhatItsFieldsNeed() {
        var pod =
                new Pod(
                        "web",
                        true,
                        List.of(new Volume(Optional.of("conf"))),
                        Map.of("x", new Volume(Optional.empty())));
        assertEquals(Set.of("host-network", "volume.sub-path", "volumes"), Features.of(pod));
    }

    @Test
    void aFieldThatIsNotSetRequiresNothing() {
        assertEquals(Set.of(), Features.of(new Pod("web", false, List.of(), Map.of())));
    }

    @Test
    void whatLiesInAMapIsLookedAtToo() {
        var pod = new Pod("web", false, List.of(), Map.of("x", new Volume(Optional.of("conf"))));
        assertEquals(Set.of("volume.sub-path"), Features.of(pod));
    }
}
