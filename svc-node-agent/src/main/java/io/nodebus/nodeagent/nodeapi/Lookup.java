package io.nodebus.nodeagent.nodeapi;

/// Finds what a path names, or refuses with the name of what is not there.
final class Lookup {
    private Lookup() {}

    static PodHere pod(NodePods pods, String namespace, String name) {
        return pods.find(namespace, name)
                .orElseThrow(() ->
                        new Refused(
                                404,
                                "pod \"%s/%s\" is not on this node".formatted(namespace, name)));
    }

    static PodHere.Container container(PodHere pod, String name) {
        return pod.container(name)
                .orElseThrow(() ->
                        new Refused(
                                404,
                                "container \"%s\" is not one of pod \"%s\", which has %s"
                                        .formatted(
                                                name,
                                                pod.pod().key(),
                                                pod.containers().stream()
                                                        .map(PodHere.Container::name)
                                                        .toList())));
    }

    static PodHere.Attempt running(PodHere pod, String container) {
        return container(pod, container)
                .current()
                .filter(PodHere.Attempt::running)
                .orElseThrow(() ->
                        new Refused(
                                400,
                                "container \"%s\" of pod \"%s\" does not run"
                                        .formatted(container, pod.pod().key())));
    }
}
