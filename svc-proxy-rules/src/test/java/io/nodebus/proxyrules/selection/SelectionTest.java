package io.nodebus.proxyrules.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private final Selection selection = new Selection();

    @Test
    void aServiceFindsPodsThatCameBeforeAndAfter() {
        selection.pod("n1/default/a", "default", Map.of("app", "web", "tier", "front"));
        selection.service("default/web", "default", Map.of("app", "web"));
        assertEquals(
                Set.of("default/web"),
                selection.pod("n1/default/b", "default", Map.of("app", "web")));
        assertEquals(
                List.of("n1/default/a", "n1/default/b"),
                List.copyOf(selection.podsOf("default/web")));
    }

    @Test
    void everyLabelOfTheSelectorMustBeThere() {
        selection.service("default/web", "default", Map.of("app", "web", "tier", "front"));
        assertEquals(Set.of(), selection.pod("n1/default/a", "default", Map.of("app", "web")));
    }

    @Test
    void anotherNamespaceIsAnotherWorld() {
        selection.service("default/web", "default", Map.of("app", "web"));
        assertEquals(Set.of(), selection.pod("n1/other/a", "other", Map.of("app", "web")));
    }

    @Test
    void noSelectorSelectsNothing() {
        selection.pod("n1/default/a", "default", Map.of("app", "web"));
        selection.service("default/web", "default", Map.of());
        assertEquals(List.of(), List.copyOf(selection.podsOf("default/web")));
    }

    @Test
    void aPodThatLeavesTouchesWhoSelectedIt() {
        selection.service("default/web", "default", Map.of("app", "web"));
        selection.service("default/shop", "default", Map.of("app", "shop"));
        selection.pod("n1/default/a", "default", Map.of("app", "web"));
        assertEquals(
                Set.of("default/web", "default/shop"),
                selection.pod("n1/default/a", "default", Map.of("app", "shop")));
        assertEquals(Set.of("default/shop"), selection.withoutPod("n1/default/a"));
        assertEquals(List.of(), List.copyOf(selection.podsOf("default/shop")));
    }

    @Test
    void aSelectorThatChangesSelectsAnew() {
        selection.pod("n1/default/a", "default", Map.of("app", "web"));
        selection.pod("n1/default/b", "default", Map.of("app", "shop"));
        selection.service("default/web", "default", Map.of("app", "web"));
        selection.service("default/web", "default", Map.of("app", "shop"));
        assertEquals(List.of("n1/default/b"), List.copyOf(selection.podsOf("default/web")));
        selection.withoutService("default/web");
        assertEquals(List.of(), List.copyOf(selection.servicesOf("n1/default/b")));
    }
}
