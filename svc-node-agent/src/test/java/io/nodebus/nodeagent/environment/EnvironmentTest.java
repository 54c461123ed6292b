package io.nodebus.nodeagent.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.wire.TreeReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void aConfigMapThatIsNotThereIsNamedAsKubeletNamesIt() {
        assertEquals(
                "configmap \"settings\" not found",
                refusal(Map.of("envFrom", List.of(Map.of("configMapRef", ref("settings"))))));
    }

    @Test
    void aKeyThatIsNotThereIsNamedAsKubeletNamesIt() {
        assertEquals(
                "couldn't find key colour in Secret shop/keys",
                refusal(from("secretKeyRef", Map.of("name", "keys", "key", "colour"))));
    }

    @Test
    void aFieldNobodyKnowsIsRefusedWithTheOnesThereAre() {
        var refusal = refusal(from("fieldRef", Map.of("fieldPath", "spec.colour")));

        assertEquals("unsupported fieldPath spec.colour", refusal.substring(0, 33));
    }

    @Test
    void labelsAndAnnotationsAreReadByKey() {
        var container = container(from("fieldRef", Map.of("fieldPath", "metadata.labels['app']")));

        assertEquals(Map.of("V", "web"), Environment.of(container, around()));
    }

    @Test
    void commandsSeeEveryVariableAndLeaveUnknownOnesAsTheyAre() {
        assertEquals(
                List.of("echo", "a", "$(B)"),
                Environment.expanded(List.of("echo", "$(A)", "$(B)"), Map.of("A", "a")));
    }

    @Test
    void surroundingsDoNotShowSecrets() {
        assertEquals("Surroundings[shop/web, configMaps=[], secrets=[keys]]", around().toString());
    }

    private static String refusal(Map<String, Object> container) {
        return String.valueOf(
                assertThrows(
                                UnresolvedException.class,
                                () -> Environment.of(container(container), around()))
                        .getMessage());
    }

    private static Map<String, Object> from(String source, Map<String, Object> ref) {
        return Map.of("env", List.of(Map.of("name", "V", "valueFrom", Map.of(source, ref))));
    }

    private static Map<String, Object> ref(String name) {
        return Map.of("name", name);
    }

    private static Container container(Map<String, Object> fields) {
        var complete = new HashMap<>(fields);
        complete.put("name", "c");
        complete.put("image", "busybox");
        return TreeReader.lenient(Container.class, complete);
    }

    private static Surroundings around() {
        var pod =
                TreeReader.lenient(
                        Pod.class,
                        Map.of(
                                "metadata",
                                Map.of(
                                        "name", "web",
                                        "namespace", "shop",
                                        "labels", Map.of("app", "web")),
                                "spec",
                                Map.of("containers", List.of())));
        return new Surroundings(
                pod,
                "n1",
                "10.0.0.1",
                Optional.empty(),
                Map.of(),
                Map.of("keys", Map.of("secret", "s3cr3t")));
    }
}
