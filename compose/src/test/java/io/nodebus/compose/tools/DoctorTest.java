package io.nodebus.compose.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
    private static final Path PROGRAM = Path.of("/usr/bin/containerd");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3",
                "containerd github.com/containerd/containerd 1.7.27 abc",
                "containerd github.com/containerd/containerd/v2 v2.0.5 abc",
                "containerd github.com/containerd/containerd/v2 2.1.0 abc"
            })
    void isContentWithContainerdFromOneSixToTwo(String words) {
        assertInstanceOf(Finding.Sound.class, Doctor.containerd(PROGRAM, words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containerd github.com/containerd/containerd 1.4.13~ds1 abc",
                "containerd github.com/containerd/containerd/v3 v3.0.0 abc"
            })
    void refusesOlderAndUnknownContainerds(String words) {
        assertInstanceOf(Finding.Lacking.class, Doctor.containerd(PROGRAM, words));
    }

    @Test
    void namesEveryMissingProgramAndHowToGetIt() {
        var examination = Doctor.examine(new Toolbox(Path.of("/cache"), List.of(), Map.of()));
        var lacking = examination.lacking().stream().map(Finding::subject).toList();
        for (var tool : Tool.values()) {
            assertTrue(lacking.contains(tool.program()), tool.program());
        }
        assertTrue(
                examination
                        .line()
                        .contains("nft: not found, Service rules (apt-get install nftables)"),
                examination.line());
    }

    @Test
    void findsNothingWrongWithWhatIsThere() {
        var examination = new Examination(List.of(new Finding.Sound("disk", "loop devices")));
        assertTrue(examination.isSound());
        assertEquals("", examination.line());
    }
}
