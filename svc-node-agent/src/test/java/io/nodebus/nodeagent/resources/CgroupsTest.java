package io.nodebus.nodeagent.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.nodeagent.runtime.ContainerConfig.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CgroupsTest {
    private static final long GIB = 1L << 30;

    @Test
    void whoAsksForNothingGetsTheLeastSharesAndGoesFirstWhenMemoryRunsOut() {
        assertEquals(new Resources(2, 0, 0, 0, 1000), of(Map.of(), Map.of()));
    }

    @Test
    void halfACpuIs512SharesAndALimitOfAQuarterIsAQuarterOfEachPeriod() {
        var resources = of(Map.of("cpu", "500m"), Map.of("cpu", "250m"));

        assertEquals(512, resources.cpuShares());
        assertEquals(25_000, resources.cpuQuota());
        assertEquals(100_000, resources.cpuPeriod());
    }

    @Test
    void theSmallestLimitIsAThousandMicroseconds() {
        assertEquals(1000, of(Map.of(), Map.of("cpu", "1m")).cpuQuota());
    }

    @Test
    void aGuaranteedContainerGoesLast() {
        var all = Map.of("cpu", "1", "memory", "1Gi");

        assertEquals(new Resources(1024, 100_000, 100_000, GIB, -997), of(all, all));
    }

    @Test
    void theMoreMemoryABurstableContainerAsksForTheLaterItGoes() {
        assertEquals(750, of(Map.of("memory", "1Gi"), Map.of()).oomScoreAdj());
        assertEquals(3, of(Map.of("memory", "64Gi"), Map.of()).oomScoreAdj());
        assertEquals(999, of(Map.of("memory", "1"), Map.of()).oomScoreAdj());
    }

    @Test
    void absurdAmountsDoNotOverflow() {
        var absurd = of(Map.of("cpu", "9E", "memory", "9E"), Map.of("cpu", "9E"));

        assertEquals(262_144, absurd.cpuShares());
        assertEquals(3, absurd.oomScoreAdj());
    }

    private static Resources of(Map<String, String> requests, Map<String, String> limits) {
        var spec =
                TreeReader.lenient(
                        PodSpec.class,
                        Map.of(
                                "containers",
                                List.of(
                                        Map.of(
                                                "name",
                                                "c",
                                                "image",
                                                "busybox",
                                                "resources",
                                                Map.of("requests", requests, "limits", limits)))));
        return Cgroups.of(spec, spec.containers().getFirst(), 4 * GIB);
    }
}
