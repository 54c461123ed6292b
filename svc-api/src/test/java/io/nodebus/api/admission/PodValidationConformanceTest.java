package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refused;
import io.nodebus.contracts.pod.Pod;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What Kubernetes' own tests say about pods, as far as we have the fields. A case about a field
/// that is not supported yet is listed, with the field: there a refusal proves nothing.
class PodValidationConformanceTest {
    private static final ConformanceSuite SUITE =
            new ConformanceSuite(
                    "pod-validation",
                    PodValidationConformanceTest::unsupported,
                    PodValidationConformanceTest::judge);

    @TestFactory
    Stream<DynamicTest> podsAreValidWhenKubernetesSaysSo() throws IOException {
        return SUITE.tests();
    }

    /// The field that keeps a case from being judged.
    private static Optional<String> unsupported(Map<?, ?> each) {
        return causes(each).stream()
                .filter(cause -> cause.message().startsWith("Nodebus does not support"))
                .map(Cause::field)
                .findFirst();
    }

    private static void judge(Map<?, ?> each) {
        var expect = (Map<?, ?>) Objects.requireNonNull(each.get("expect"));
        var causes = causes(each);
        assertEquals(expect.get("valid"), causes.isEmpty(), causes.toString());
        if (expect.get("field") instanceof String field) {
            assertTrue(
                    causes.stream().anyMatch(cause -> cause.field().equals(field)),
                    () -> field + " in " + causes);
        }
        if (expect.get("message") instanceof String message) {
            assertTrue(
                    causes.stream().anyMatch(cause -> cause.toString().contains(message)),
                    () -> message + " in " + causes);
        }
    }

    private static List<Cause> causes(Map<?, ?> each) {
        var input = (Map<?, ?>) Objects.requireNonNull(each.get("input"));
        try {
            return PodChecks.check(Reading.read(Resource.PODS, Pod.class, pod(input)));
        } catch (Refused e) {
            return e.refusal().causes();
        }
    }

    /// A spec alone is put into a pod that is right otherwise.
    private static Map<?, ?> pod(Map<?, ?> input) {
        if (input.get("pod") instanceof Map<?, ?> pod) {
            return pod;
        }
        var pod = new LinkedHashMap<String, Object>();
        pod.put("metadata", Map.of("name", "a", "namespace", "default"));
        pod.put("spec", Objects.requireNonNull(input.get("spec")));
        return pod;
    }
}
