package io.nodebus.api.why;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.Read;
import io.nodebus.api.view.Seen;
import io.nodebus.api.view.View;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the chain behind an object: what was wanted, what was decided, what came of it.
public final class Why {
    private Why() {}

    public static Chain of(
            View view, Story story, Resource resource, String namespace, String name) {
        var object = object(resource, namespace, name);
        var uid = view.get(resource, namespace, name).map(Seen::uid).orElse("");
        var facts =
                switch (resource) {
                    case PODS -> new PodFacts(view, object, namespace + "/" + name).links();
                    case NODES -> new NodeFacts(view, object, name).links();
                    case CONFIGMAPS, SECRETS -> config(view, object, resource, namespace, name);
                    case SERVICES -> new ServiceFacts(view, object, namespace + "/" + name).links();
                    case ENDPOINTSLICES -> slice(view, object, namespace + "/" + name);
                    case EVENTS, NAMESPACES, ENDPOINTS, RULES -> List.<Link>of();
                };
        var decisions = story.about(object).stream().filter(link -> isAbout(link, uid)).toList();
        var links = new ArrayList<>(facts);
        links.addAll(decisions);
        links.sort(Comparator.comparing(Link::at));
        return new Chain(
                object, uid, summary(object, telling(resource, facts, decisions)), onlyOnce(links));
    }

    /// What holds now is on the state topics, the most telling last. Of what is not there the last
    /// decision tells, and of a Service too: what was ruled of it, or why nothing was.
    private static List<Link> telling(Resource resource, List<Link> facts, List<Link> decisions) {
        var ruled =
                decisions.stream()
                        .filter(link -> link.record().topic().equals(DecisionRecord.RULES.kind()))
                        .toList();
        if (resource == Resource.SERVICES && !ruled.isEmpty()) {
            return ruled;
        }
        return facts.isEmpty() ? decisions : facts;
    }

    private static String object(Resource resource, String namespace, String name) {
        return resource.namespaced()
                ? resource.singular() + "/" + namespace + "/" + name
                : resource.singular() + "/" + name;
    }

    /// A name comes again with another uid: what was decided on the one before does not explain
    /// this one. What was decided before there was a uid does.
    private static boolean isAbout(Link link, String uid) {
        return uid.isEmpty() || link.uid().isEmpty() || link.uid().equals(uid);
    }

    /// The same words stand on a state topic and on a decisions topic: one of them is enough.
    private static List<Link> onlyOnce(List<Link> links) {
        var once = new ArrayList<Link>();
        for (var link : links) {
            if (once.stream().noneMatch(before -> before.because().equals(link.because()))) {
                once.add(link);
            }
        }
        return once;
    }

    private static String summary(String object, List<Link> links) {
        if (links.isEmpty()) {
            return object + ": nobody decided anything about it";
        }
        var last = links.getLast().because();
        return "%s: %s: %s".formatted(object, last.reason(), last.message());
    }

    private static List<Link> config(
            View view, String object, Resource resource, String namespace, String name) {
        return view.config(namespace + "/" + name + "/" + resource.singular()).stream()
                .map(read -> wanted(object, resource, read))
                .toList();
    }

    private static Link wanted(String object, Resource resource, Read<ConfigDesired> read) {
        var meta = read.message().metadata();
        return new Link(
                object,
                meta.uid().orElse(""),
                read.said(),
                read.evidence(),
                Because.of("Wanted", "somebody wants this " + resource.singular()));
    }

    private static List<Link> slice(View view, String object, String key) {
        return view.services().given(key).stream()
                .map(read ->
                        new Link(
                                object,
                                read.message().slice().metadata().uid().orElse(""),
                                read.said(),
                                read.evidence(),
                                Because.of("Wanted", "somebody gave these endpoints")))
                .toList();
    }
}
