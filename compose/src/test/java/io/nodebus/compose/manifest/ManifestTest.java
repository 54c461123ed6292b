package io.nodebus.compose.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    @Test
    void remembersTheLineOfEveryField() {
        var pod =
                read("""
                kind: Pod
                spec:
                  containers:
                  - name: web
                    image: busybox
                """)
                        .getFirst();
        assertEquals(5, pod.line("spec.containers[0].image"));
        assertEquals(4, pod.line("spec.containers[0].command"));
        assertEquals("pod.yaml:3", pod.at("spec.containers"));
    }

    @Test
    void readsSeveralDocumentsAndSkipsEmptyOnes() {
        assertEquals(
                List.of("Pod", "Secret"),
                read("kind: Pod\n---\n---\n# nothing\n---\nkind: Secret\n").stream()
                        .map(document -> document.text("kind"))
                        .toList());
    }

    @Test
    void readsJsonToo() {
        assertEquals(
                Map.of("kind", "Pod", "n", 3, "yes", true),
                read("{\"kind\": \"Pod\", \"n\": 3, \"yes\": true}").getFirst().tree());
    }

    @Test
    void aFieldWrittenTwiceIsRefusedWithItsLine() {
        assertTrue(refusal("kind: Pod\nkind: Node\n").startsWith("pod.yaml:2: "));
    }

    @Test
    void anAliasBombIsRefusedAndDoesNotGoOff() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) {
            var before = "*a" + (i - 1);
            bomb.append(
                    "a%d: &a%d [%s]\n"
                            .formatted(
                                    i,
                                    i,
                                    String.join(
                                            ", ",
                                            List.of(
                                                    before, before, before, before, before, before,
                                                    before, before, before))));
        }
        assertTrue(refusal(bomb.toString()).contains("aliases"));
    }

    @Test
    void brokenYamlIsRefusedWithItsLine() {
        assertTrue(refusal("kind: Pod\nspec: [\n").startsWith("pod.yaml:3: "));
    }

    @Test
    void whatIsNoObjectIsNoManifest() {
        assertTrue(refusal("just a text\n").contains("a manifest is an object"));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertEquals(
                "pod.yaml:1: is not UTF-8 text",
                assertThrows(
                                BadManifest.class,
                                () -> Manifest.parse("pod.yaml", new byte[] {(byte) 0xff, 0x0a}))
                        .getMessage());
    }

    private static String refusal(String text) {
        return String.valueOf(assertThrows(BadManifest.class, () -> read(text)).getMessage());
    }

    private static List<Document> read(String text) {
        return Manifest.parse("pod.yaml", text.getBytes(UTF_8));
    }
}
