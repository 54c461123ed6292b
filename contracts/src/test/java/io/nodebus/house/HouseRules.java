package io.nodebus.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.nodebus.house.Rooms.HARMLESS_JDK;
import static io.nodebus.house.Rooms.PURE;
import static io.nodebus.house.Rooms.SIGNS;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The rules of the house, for all packages below one root. Each is seen to fail once, on a planted
/// violation, in `HouseRulesHoldTest`.
public final class HouseRules {
    private final Rooms rooms;

    HouseRules(String root) {
        this.rooms = new Rooms(root);
    }

    /// One test per rule, over every class of ours that the calling module ships or uses, and for
    /// the rules about tests, over its tests as well.
    public static Stream<DynamicTest> tests() {
        var rules = new HouseRules("io.nodebus");
        // Apart, because the sign of a test package hides the sign of the package it tests.
        var shipped = rules.imported(location -> !isOfTests(location));
        var tests = rules.imported(location -> location.contains("/test-classes/"));
        return Stream.of(
                        tests(rules.rules(), "", shipped),
                        tests(rules.rulesForTestsToo(), "", shipped),
                        tests(rules.rulesForTestsToo(), ", tests neither", tests))
                .flatMap(all -> all);
    }

    private static Stream<DynamicTest> tests(
            Map<String, ArchRule> rules, String where, JavaClasses classes) {
        return rules.entrySet().stream()
                .map(rule ->
                        dynamicTest(rule.getKey() + where, () -> rule.getValue().check(classes)));
    }

    private static boolean isOfTests(Location location) {
        return location.contains("/test-classes/") || location.contains("-tests.jar!");
    }

    /// Every class below the root that lies there.
    JavaClasses imported(ImportOption there) {
        return new ClassFileImporter()
                .withImportOption(there)
                .importPackages(rooms.root())
                .that(not(describe("generated", rooms::isGenerated)));
    }

    /// Name to rule, for what is shipped.
    Map<String, ArchRule> rules() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("pure rooms only compute", pureRoomsOnlyCompute());
        rules.put("pure rooms never ask for the time", pureRoomsNeverAskForTheTime());
        rules.put(
                "fields in pure rooms are final",
                fields().that().areDeclaredInClassesThat(PURE).should().beFinal());
        rules.put("only the bus speaks Kafka", onlyTheBusSpeaksKafka());
        rules.put("only the runtime's and the provider's room speak gRPC", onlyTheseSpeakGrpc());
        rules.put(
                "rooms form no circle",
                slices().matching(rooms.root() + ".(*).(*)..").should().beFreeOfCycles());
        rules.put("names say what a thing is", namesSayWhatAThingIs());
        rules.put("every room has a sign", everyRoomHasASign());
        rules.put("services meet only on the bus", servicesMeetOnlyOnTheBus());
        rules.put("nobody imports a service root, except compose", nobodyImportsAServiceRoot());
        rules.put(
                "edge rooms of a service do not import each other",
                edgeRoomsDoNotImportEachOther());
        rules.put("only netfilter, network and compose start processes", onlyTheseStartProcesses());
        rules.put(
                "only roots, settings and what has a main see the process around them",
                onlyTheseSeeTheProcess());
        rules.replaceAll((_, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    /// Name to rule, for tests as well.
    Map<String, ArchRule> rulesForTestsToo() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("nobody sleeps", nobodySleeps());
        rules.put("nobody mocks", nobodyMocks());
        rules.replaceAll((_, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    // Records and manifests are read by reflection, in one place.
    private ArchRule pureRoomsOnlyCompute() {
        return classes()
                .that(PURE)
                .should(
                        dependOnlyWhere(
                                "depend only on pure rooms and harmless parts of the JDK",
                                dependency ->
                                        PURE.or(HARMLESS_JDK)
                                                        .or(SIGNS)
                                                        .test(dependency.getTargetClass())
                                                || rooms.in("contracts.wire")
                                                                .test(dependency.getOriginClass())
                                                        && dependency
                                                                .getTargetClass()
                                                                .getPackageName()
                                                                .equals("java.lang.reflect")));
    }

    private static ArchRule pureRoomsNeverAskForTheTime() {
        return noClasses()
                .that(PURE)
                .should()
                .accessTargetWhere(
                        describe(
                                "the clock, the environment or dice",
                                access -> {
                                    var owner = access.getTargetOwner();
                                    var name = access.getTarget().getName();
                                    return owner.getPackageName().equals("java.time")
                                                    && name.equals("now")
                                            || owner.isAssignableTo(Clock.class)
                                            || owner.isEquivalentTo(System.class)
                                                    && !name.equals("arraycopy")
                                            || owner.isEquivalentTo(Math.class)
                                                    && name.equals("random");
                                }));
    }

    private ArchRule onlyTheBusSpeaksKafka() {
        return noClasses()
                .that(not(rooms.in("bus")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.vertx.kafka..", "kafka..");
    }

    private ArchRule onlyTheseSpeakGrpc() {
        return noClasses()
                .that(not(rooms.in("nodeagent.cri", "autoscaler.provider")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..");
    }

    private static ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .should()
                .haveNameMatching(
                        ".*(Util|Utils|Helper|Helpers|Manager|Common|Impl|Misc|Data|Info)(\\$.*)?$")
                .orShould()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..helper..",
                        "..manager..",
                        "..misc..",
                        "..impl..");
    }

    private static ArchRule everyRoomHasASign() {
        return classes()
                .should(
                        new ArchCondition<>("live in a package with a package-info") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                if (type.getPackage().tryGetPackageInfo().isEmpty()) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    type,
                                                    "Class <%s> is in a package without package-info"
                                                            .formatted(type.getName())));
                                }
                            }
                        });
    }

    private ArchRule servicesMeetOnlyOnTheBus() {
        return classes()
                .that(describe("in a service", rooms::isOfService))
                .should(
                        dependOnlyWhere(
                                "depend on no other service",
                                dependency ->
                                        !rooms.isOfService(dependency.getTargetClass())
                                                || rooms.module(dependency.getTargetClass())
                                                        .equals(
                                                                rooms.module(
                                                                        dependency
                                                                                .getOriginClass()))));
    }

    private ArchRule nobodyImportsAServiceRoot() {
        return noClasses()
                .that(not(rooms.inServiceRoot()).and(not(rooms.in("compose"))))
                .should()
                .dependOnClassesThat(rooms.inServiceRoot());
    }

    // Values and interfaces that two edges share belong in a pure room; settings and meters are
    // everybody's.
    private ArchRule edgeRoomsDoNotImportEachOther() {
        return classes()
                .that(describe("in an edge room of a service", rooms::isEdgeOfService))
                .should(
                        dependOnlyWhere(
                                "import no other edge room",
                                dependency ->
                                        !rooms.isEdgeOfService(dependency.getTargetClass())
                                                || rooms.room(dependency.getTargetClass())
                                                        .matches(".*\\.(settings|meter)")
                                                || rooms.room(dependency.getTargetClass())
                                                        .equals(
                                                                rooms.room(
                                                                        dependency
                                                                                .getOriginClass()))));
    }

    private ArchRule onlyTheseStartProcesses() {
        return noClasses()
                .that(not(rooms.in("nodeagent.netfilter", "nodeagent.network", "compose")))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(
                        describe(
                                "Runtime.exec",
                                call ->
                                        call.getTargetOwner().isEquivalentTo(Runtime.class)
                                                && call.getName().equals("exec")));
    }

    private ArchRule onlyTheseSeeTheProcess() {
        return noClasses()
                .that(
                        not(rooms.inServiceRoot())
                                .and(not(rooms.inSettings()))
                                .and(
                                        not(
                                                rooms.in(
                                                        "compose.cli",
                                                        "compose.plane",
                                                        "compose.fleet",
                                                        "compose.bundle",
                                                        "compose.simulation",
                                                        "compose.training",
                                                        "bus.lifecycle"))))
                .should()
                .accessTargetWhere(
                        describe(
                                "System.getenv or System.exit",
                                access ->
                                        access.getTargetOwner().isEquivalentTo(System.class)
                                                && access.getTarget()
                                                        .getName()
                                                        .matches("getenv|exit")));
    }

    private static ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .accessTargetWhere(
                        describe(
                                "sleep of Thread or TimeUnit",
                                access ->
                                        access.getTarget().getName().equals("sleep")
                                                && access.getTargetOwner()
                                                        .getName()
                                                        .matches(
                                                                "java\\.(lang\\.Thread|util\\.concurrent\\.TimeUnit)")));
    }

    private static ArchRule nobodyMocks() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..", "io.mockk..");
    }

    private static ArchCondition<JavaClass> dependOnlyWhere(
            String description, Predicate<Dependency> allowed) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(Predicate.not(allowed))
                        .forEach(dependency ->
                                events.add(
                                        SimpleConditionEvent.violated(
                                                dependency, dependency.getDescription())));
            }
        };
    }
}
