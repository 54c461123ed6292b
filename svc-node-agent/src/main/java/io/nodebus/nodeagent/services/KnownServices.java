package io.nodebus.nodeagent.services;

import io.nodebus.nodeagent.names.Directory;
import io.nodebus.nodeagent.names.Question;
import io.nodebus.nodeagent.names.Reply;
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

    /// Before everything was heard nobody can tell what is not there.
    public Reply answer(Question question) {
        var reply = names.answer(question);
        return reply.ours() && !course.caughtUp() ? Reply.of(Reply.Code.SERVFAIL) : reply;
    }

    KnownServices with(Course other) {
        return new KnownServices(ports, names, pods, report, ruleKeys, nameKeys, other);
    }
}
