package io.nodebus.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A rule that was never seen to fail is no rule: in `planted` each is broken once, and by nobody
/// else.
class HouseRulesHoldTest {
    private static final Map<String, List<String>> BROKEN_BY =
            Map.ofEntries(
                    Map.entry("pure rooms only compute", List.of("Reclaim")),
                    Map.entry("pure rooms never ask for the time", List.of("Reclaim")),
                    Map.entry("fields in pure rooms are final", List.of("Reclaim")),
                    Map.entry("only the bus speaks Kafka", List.of("Rotation")),
                    Map.entry(
                            "only the runtime's and the provider's room speak gRPC",
                            List.of("Disk")),
                    Map.entry("rooms form no circle", List.of("Left", "Right")),
                    Map.entry("names say what a thing is", List.of("ImageUtils")),
                    Map.entry("every room has a sign", List.of("Unsigned")),
                    Map.entry("services meet only on the bus", List.of("Rotation")),
                    Map.entry("nobody imports a service root, except compose", List.of("Disk")),
                    Map.entry(
                            "edge rooms of a service do not import each other",
                            List.of("Disk", "Left", "Right")),
                    Map.entry(
                            "only netfilter, network and compose start processes", List.of("Disk")),
                    Map.entry(
                            "only roots, settings and what has a main see the process around them",
                            List.of("Disk")),
                    Map.entry("nobody sleeps", List.of("Waits")),
                    Map.entry("nobody mocks", List.of("Waits")));

    private static final Pattern FIRST_CLASS =
            Pattern.compile("^[^<]*<planted\\.[a-z.]*\\.([A-Z]\\w*)");

    private final HouseRules planted = new HouseRules("planted");

    @TestFactory
    Stream<DynamicTest> eachRuleFailsOnWhatWasPlantedForItAndOnNothingElse() {
        var classes = planted.imported(_ -> true);
        return rules().entrySet().stream()
                .map(rule ->
                        dynamicTest(
                                rule.getKey(),
                                () ->
                                        assertEquals(
                                                BROKEN_BY.get(rule.getKey()),
                                                breakers(rule.getValue(), classes))));
    }

    @Test
    void everyRuleHasSomethingPlantedForIt() {
        assertEquals(new TreeSet<>(BROKEN_BY.keySet()), new TreeSet<>(rules().keySet()));
    }

    private Map<String, ArchRule> rules() {
        var all = new LinkedHashMap<>(planted.rules());
        all.putAll(planted.rulesForTestsToo());
        return all;
    }

    /// Of each line of a report, the class it begins with: the one that did it.
    private static List<String> breakers(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails().stream()
                .flatMap(String::lines)
                .map(FIRST_CLASS::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .distinct()
                .sorted()
                .toList();
    }
}
