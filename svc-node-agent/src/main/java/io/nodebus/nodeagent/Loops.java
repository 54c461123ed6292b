package io.nodebus.nodeagent;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.loop.Owned;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.nodeagent.registration.NodeNews;
import io.nodebus.nodeagent.registration.NodeOrder;
import io.nodebus.nodeagent.registration.NodeStanding;
import io.nodebus.nodeagent.registration.Registration;
import io.nodebus.nodeagent.registration.Self;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.services.KnownServices;
import io.nodebus.nodeagent.services.ServiceNews;
import io.nodebus.nodeagent.services.ServiceOrder;
import io.nodebus.nodeagent.services.Services;
import io.nodebus.nodeagent.services.ThisProxy;
import io.nodebus.nodeagent.work.NodeWork;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.PodOutcome;
import io.nodebus.nodeagent.work.ThisNode;
import io.nodebus.nodeagent.work.Work;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The tables of an agent: what is heard, who decides on it, what carries it out.
final class Loops {
    private Loops() {}

    private static String source(String node) {
        return "/nodes/" + node + "/node-agent";
    }

    /// What happens to the pods of a node.
    static DecisionLoop<NodeWork> pods(
            Bus bus, Stamps stamps, ThisNode node, BiConsumer<PodOrder, Consumer<Object>> edge) {
        var name = node.name();
        var work = new Work(node);
        return new DecisionLoop<>("pods", work::nothing, bus, stamps, source(name))
                .begins(work::began)
                .plane(work::plane)
                .hears(Ear.ofNode(NodeDesired.TOPIC, name), work::approval)
                .hears(Ear.ofNode(PodBound.TOPIC, name), work::bound)
                .misses(PodBound.TOPIC, work::unbound)
                .hears(Ear.ofNode(ConfigBound.TOPIC, name), work::config)
                .hears(Ear.ofNode(PodState.TOPIC, name), work::saidBefore)
                .caughtUp(work::caughtUp)
                .ticks(work::tick)
                .told(RuntimeEvent.class, work::happened)
                .told(PodOutcome.class, work::outcome)
                .acts(PodOrder.class, edge)
                .owns(
                        Owned.<NodeWork, PodState>ofNode(PodState.TOPIC, name, NodeWork::implied)
                                .only(heard ->
                                        heard.message()
                                                .filter(it -> it.nodeUid().equals(node.uid()))
                                                .isPresent())
                                .from(PodBound.TOPIC))
                .decidesOn(DecisionRecord.NODES, name);
    }

    /// What a node says of itself.
    static DecisionLoop<NodeStanding> node(
            Bus bus,
            Stamps stamps,
            Self self,
            Duration pulse,
            BiConsumer<NodeOrder, Consumer<Object>> edge) {
        var name = self.name();
        var registration = new Registration(self, pulse);
        return new DecisionLoop<>("node", registration::nothing, bus, stamps, source(name))
                .begins(registration::began)
                .hears(Ear.ofNode(NodeDesired.TOPIC, name), registration::approval)
                .hears(Ear.ofNode(NodeState.TOPIC, name), registration::saidBefore)
                .hears(RouteState.TOPIC, registration::route)
                .caughtUp(registration::caughtUp)
                .ticks(registration::tick)
                .told(NodeNews.class, registration::news)
                .acts(NodeOrder.class, edge)
                .owns(
                        Owned.ofNode(NodeState.TOPIC, name, registration::impliedStates)
                                .only(heard -> heard.key().equals(name)))
                .owns(
                        Owned.ofNode(RouteState.TOPIC, name, registration::impliedRoutes)
                                .only(heard -> heard.key().equals(name)))
                .decidesOn(DecisionRecord.NODES, name);
    }

    /// What Services mean on a node: rules for its kernel, and names.
    static DecisionLoop<KnownServices> services(
            Bus bus,
            Stamps stamps,
            ThisProxy proxy,
            BiConsumer<ServiceOrder, Consumer<Object>> edge) {
        var name = proxy.node();
        var services = new Services(proxy);
        return new DecisionLoop<>("services", services::nothing, bus, stamps, source(name))
                .begins(services::began)
                .hears(RuleState.TOPIC, services::rule)
                .misses(RuleState.TOPIC, services::ruleMissing)
                .hears(NameState.TOPIC, services::name)
                .misses(NameState.TOPIC, services::nameMissing)
                .hears(Ear.ofNode(PodState.TOPIC, name), services::pod)
                .caughtUp(services::caughtUp)
                .bus(services::bus)
                .refused(services::refused)
                .ticks(services::tick)
                .told(ServiceNews.class, services::news)
                .acts(ServiceOrder.class, edge)
                .decidesOn(DecisionRecord.NODES, name);
    }
}
