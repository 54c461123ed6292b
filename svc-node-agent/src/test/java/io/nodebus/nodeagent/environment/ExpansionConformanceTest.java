package io.nodebus.nodeagent.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.nodeagent.conformance.Suite;
import io.nodebus.nodeagent.conformance.Suite.Case;
import io.nodebus.nodeagent.conformance.Suite.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ExpansionConformanceTest {
    @TestFactory
    Stream<DynamicTest> variablesInAText() {
        return Suite.read("env-expansion")
                .judged(_ -> Optional.empty(), ExpansionConformanceTest::judge);
    }

    private static void judge(Case each) {
        switch (each.input().at("op").text()) {
            case "expand" ->
                    assertEquals(
                            each.expect().text(),
                            Expansion.expand(
                                    each.input().at("text").text(),
                                    texts(each.input().at("variables"))));
            case "declare" -> {
                var declared = new LinkedHashMap<String, String>();
                for (var variable : each.input().at("env").items()) {
                    declared.put(
                            variable.at("name").text(),
                            Expansion.expand(variable.at("value").text(), declared));
                }
                assertEquals(texts(each.expect()), declared);
            }
            default -> throw new AssertionError(each.name());
        }
    }

    private static Map<String, String> texts(Tree map) {
        var texts = new LinkedHashMap<String, String>();
        map.entries().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }
}
