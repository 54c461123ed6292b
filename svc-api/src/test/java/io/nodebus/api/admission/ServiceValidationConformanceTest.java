package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refused;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What Kubernetes' own tests say about Services, as far as we have the fields and types.
class ServiceValidationConformanceTest {
    /// Missing there is what is filled in, or taken from the path, before anything is checked.
    private static final Map<String, String> FILLED =
            Map.of(
                    "missing namespace", "comes with the path",
                    "missing session affinity", "None is filled in",
                    "missing protocol", "TCP is filled in",
                    "internal traffic policy missing", "Cluster is filled in");

    private static final ConformanceSuite SUITE =
            new ConformanceSuite(
                    "service-validation",
                    ServiceValidationConformanceTest::left,
                    ServiceValidationConformanceTest::judge);

    @TestFactory
    Stream<DynamicTest> servicesAreValidWhenKubernetesSaysSo() throws IOException {
        return SUITE.tests();
    }

    /// A case about something that comes later is listed, with the field: there a refusal proves
    /// nothing.
    private static Optional<String> left(Map<?, ?> each) {
        return Optional.ofNullable(FILLED.get(String.valueOf(each.get("name"))))
                .or(() ->
                        causes(each).stream()
                                .filter(cause -> cause.message().startsWith("Nodebus"))
                                .map(Cause::field)
                                .findFirst());
    }

    private static void judge(Map<?, ?> each) {
        var expect = (Map<?, ?>) Objects.requireNonNull(each.get("expect"));
        var causes = causes(each);
        assertEquals(expect.get("valid"), causes.isEmpty(), causes.toString());
    }

    private static List<Cause> causes(Map<?, ?> each) {
        var input = (Map<?, ?>) Objects.requireNonNull(each.get("input"));
        try {
            return ServiceChecks.check(
                    ServiceAdmission.read(
                            (Map<?, ?>) Objects.requireNonNull(input.get("service"))));
        } catch (Refused e) {
            return e.refusal().causes();
        }
    }
}
