package io.nodebus.api.door;

import io.nodebus.api.view.Read;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigBound.MapBound;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.config.ConfigDesired.MapWanted;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// `config.bound`: every node has the ConfigMaps and Secrets its bound pods name, and no others.
final class Projection {
    private final Seals seals;

    Projection(Seals seals) {
        this.seals = seals;
    }

    /// What must be said so that a node has what it needs.
    List<Command> of(Desk desk, String node) {
        if (!desk.mayWrite()) {
            return List.of();
        }
        return difference(desk, implied(desk, node), desk.projected.of(node));
    }

    /// The same for every node that needs one ConfigMap or Secret.
    ///
    /// @param config `namespace/name/kind`
    List<Command> ofAllNaming(Desk desk, String config) {
        var nodes = new TreeSet<String>();
        for (var key : desk.projected.all().keySet()) {
            if (key.endsWith("/" + config)) {
                nodes.add(key.substring(0, key.indexOf('/')));
            }
        }
        desk.view().nodes().names().stream()
                .filter(node ->
                        desk.view().pods().boundTo(node).values().stream()
                                .anyMatch(bound -> named(bound.pod()).contains(config)))
                .forEach(nodes::add);
        var commands = new ArrayList<Command>();
        nodes.forEach(node -> commands.addAll(of(desk, node)));
        return commands;
    }

    /// What all nodes should have.
    Map<String, ConfigBound> implied(Desk desk) {
        var implied = new TreeMap<String, ConfigBound>();
        desk.view().pods().boundNodes().forEach(node -> implied.putAll(implied(desk, node)));
        return implied;
    }

    private static List<Command> difference(
            Desk desk, Map<String, ConfigBound> implied, SortedMap<String, ConfigBound> there) {
        var commands = new ArrayList<Command>();
        implied.forEach((key, bound) -> {
            if (!bound.equals(there.get(key))) {
                desk.projected.said(key, Optional.of(bound));
                commands.add(Say.that(ConfigBound.TOPIC, key, bound));
            }
        });
        there.keySet().stream()
                .filter(key -> !implied.containsKey(key))
                .forEach(key -> {
                    desk.projected.said(key, Optional.empty());
                    commands.add(Say.gone(ConfigBound.TOPIC, key));
                });
        return commands;
    }

    private SortedMap<String, ConfigBound> implied(Desk desk, String node) {
        var implied = new TreeMap<String, ConfigBound>();
        var registered = desk.view().nodes().state(node).map(Read::message);
        for (var bound : desk.view().pods().boundTo(node).values()) {
            for (var config : named(bound.pod())) {
                desk.view()
                        .config(config)
                        .map(Read::message)
                        .flatMap(wanted ->
                                forNode(
                                        desk,
                                        ConfigBound.key(node, config),
                                        wanted,
                                        bound,
                                        registered))
                        .ifPresent(value -> implied.put(ConfigBound.key(node, config), value));
            }
        }
        return implied;
    }

    private Optional<ConfigBound> forNode(
            Desk desk,
            String key,
            ConfigDesired wanted,
            PodBound bound,
            Optional<Registered> registered) {
        return switch (wanted) {
            case MapWanted(var map) -> Optional.of(new MapBound(bound.nodeUid(), map.data()));
            case SecretWanted secret ->
                    registered
                            .filter(node -> node.nodeUid().equals(bound.nodeUid()))
                            .map(Registered::publicKey)
                            .filter(publicKey -> !publicKey.isEmpty())
                            .flatMap(publicKey ->
                                    desk.projected.sealed(
                                            key,
                                            secret,
                                            bound.nodeUid(),
                                            publicKey,
                                            () ->
                                                    seals.seal(
                                                            secret,
                                                            key,
                                                            bound.nodeUid(),
                                                            publicKey)));
        };
    }

    /// `namespace/name/kind` of everything a pod's containers take variables from.
    static Set<String> named(Pod pod) {
        var namespace = pod.metadata().namespace().orElse("default");
        var named = new TreeSet<String>();
        for (var container : pod.spec().containers()) {
            for (var from : container.envFrom()) {
                from.configMapRef().ifPresent(r -> named.add(map(namespace, r.name())));
                from.secretRef().ifPresent(r -> named.add(secret(namespace, r.name())));
            }
            for (var variable : container.env()) {
                variable.valueFrom()
                        .ifPresent(source -> {
                            source.configMapKeyRef()
                                    .ifPresent(r -> named.add(map(namespace, r.name())));
                            source.secretKeyRef()
                                    .ifPresent(r -> named.add(secret(namespace, r.name())));
                        });
            }
        }
        return named;
    }

    private static String map(String namespace, String name) {
        return namespace + "/" + name + "/configmap";
    }

    private static String secret(String namespace, String name) {
        return namespace + "/" + name + "/secret";
    }
}
