package io.nodebus.nodeagent.services;

import io.nodebus.nodeagent.names.Directory;
import io.nodebus.nodeagent.truth.OwnPods;

/// What a node knows of Services. All but `course` is confined to the context of its loop: it
/// changes in place.
public record KnownServices(
        Ports ports,
        Directory names,
        OwnPods pods,
        Report report,
        Absences ruleKeys,
        Absences nameKeys,
        Course course) {
    static KnownServices nothing(String node, String nodeUid, String domain) {
        var pods = new OwnPods(node, nodeUid);
        return new KnownServices(
                new Ports(node, pods),
                new Directory(domain, pods),
                pods,
                new Report(),
                new Absences(),
                new Absences(),
                Course.BEGINS);
    }

    KnownServices with(Course other) {
        return new KnownServices(ports, names, pods, report, ruleKeys, nameKeys, other);
    }
}
