package io.nodebus.compose.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    void namesEveryMissingProgramAndHowToGetThemAll() {
        var nothing = new Toolbox(Path.of("/cache"), List.of(), Map.of());
        var examination = Doctor.examine(nothing);
        var absent =
                examination.findings().stream()
                        .filter(Finding.Absent.class::isInstance)
                        .map(Finding.Absent.class::cast)
                        .toList();
        assertEquals(List.of(Tool.values()), absent.stream().map(Finding.Absent::tool).toList());
        assertTrue(
                examination.line().endsWith(Remedy.line(List.of(Tool.values()), nothing.cache())),
                examination.line());
        assertFalse(examination.isSound());
    }

    @Test
    void saysOfOneMissingProgramWhatItIsForAndHowToGetIt() {
        var absent = new Finding.Absent(Tool.NFT, Path.of("/cache"));
        assertEquals("nft", absent.subject());
        assertEquals("not found, Service rules", absent.detail());
        assertEquals("apt-get install nftables", absent.remedy());
    }

    @Test
    void findsNothingWrongWithWhatIsThere() {
        var examination = new Examination(List.of(new Finding.Sound("disk", "loop devices")));
        assertTrue(examination.isSound());
        assertEquals("", examination.line());
    }
}
