package io.nodebus.nodeagent.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.nodeagent.conformance.Suite;
import io.nodebus.nodeagent.conformance.Suite.Case;
import io.nodebus.nodeagent.conformance.Suite.Tree;
import io.nodebus.nodeagent.conformance.Written;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class EnvironmentConformanceTest {
    @TestFactory
    Stream<DynamicTest> theVariablesOfAContainer() {
        return Suite.read("environment")
                .judged(EnvironmentConformanceTest::uncovered, EnvironmentConformanceTest::judge);
    }

    private static Optional<String> uncovered(Case each) {
        if (each.input().at("op").text().equals("services")) {
            return Optional.of("service variables come with Services");
        }
        var container = each.input().at("container").text();
        if (container.contains("$(TEST_SERVICE")) {
            return Optional.of("service variables come with Services");
        }
        return container.matches(".*(podIPs|hostIPs|serviceAccount).*")
                ? Optional.of("one address per pod, no service accounts: refused at admission")
                : Optional.empty();
    }

    /// What a case expects of Services is left out: everything else is judged.
    private static void judge(Case each) {
        var input = each.input();
        var around =
                new Surroundings(
                        Written.pod(input.at("pod")),
                        "node-name",
                        input.at("hostIPs").texts().getFirst(),
                        input.at("podIPs").texts().stream().findFirst(),
                        byName(input.at("configMaps")),
                        byName(input.at("secrets")));
        var expected = texts(each.expect().at("env"));
        expected.keySet().removeIf(name -> comesFromAService(name, input));
        assertEquals(expected, Environment.of(Written.container(input.at("container")), around));
    }

    private static boolean comesFromAService(String name, Tree input) {
        return input.at("services").items().stream()
                .map(service -> service.at("metadata").at("name").text().toUpperCase(Locale.ROOT))
                .anyMatch(service -> name.matches(service + "_(SERVICE|PORT)(_.*)?"));
    }

    private static Map<String, Map<String, String>> byName(Tree objects) {
        var byName = new LinkedHashMap<String, Map<String, String>>();
        objects.entries().forEach((name, object) -> byName.put(name, texts(object)));
        return byName;
    }

    private static Map<String, String> texts(Tree map) {
        var texts = new LinkedHashMap<String, String>();
        map.entries().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }
}
