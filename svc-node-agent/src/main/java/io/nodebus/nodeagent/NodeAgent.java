package io.nodebus.nodeagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.journal.NodeLife;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.loop.Owned;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.host.RuntimeLook;
import io.nodebus.nodeagent.logfiles.LogFiles;
import io.nodebus.nodeagent.network.Network;
import io.nodebus.nodeagent.network.NetworkFailure;
import io.nodebus.nodeagent.nodeapi.NodeApi;
import io.nodebus.nodeagent.pods.Crash;
import io.nodebus.nodeagent.pods.PodOrders;
import io.nodebus.nodeagent.registration.NodeNews;
import io.nodebus.nodeagent.registration.NodeOrder;
import io.nodebus.nodeagent.registration.NodeStanding;
import io.nodebus.nodeagent.registration.Registration;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.nodebus.nodeagent.work.NodeWork;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.PodOutcome;
import io.nodebus.nodeagent.work.Work;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// The agent of one node, running. Two loops: `pods` decides what happens to pods, `node` what the
/// node says of itself.
public final class NodeAgent {
    private final DecisionLoop<NodeWork> pods;
    private final DecisionLoop<NodeStanding> node;
    private final Vertx vertx;
    private final ContainerRuntime runtime;
    private final Optional<NodeApi> api;
    private AutoCloseable events = () -> {};

    private NodeAgent(
            Vertx vertx,
            ContainerRuntime runtime,
            DecisionLoop<NodeWork> pods,
            DecisionLoop<NodeStanding> node,
            Optional<NodeApi> api) {
        this.vertx = vertx;
        this.api = api;
        this.runtime = runtime;
        this.pods = pods;
        this.node = node;
    }

    /// Starts the agent of a node. Works with the bus away and with a runtime that is not there
    /// yet.
    ///
    /// @param life which node this is, in which of its lives
    /// @param stamps numbers what all writers of this node say
    public static Future<NodeAgent> deploy(
            Vertx vertx,
            Bus bus,
            NodeLife life,
            Stamps stamps,
            NodeAgentSettings settings,
            ContainerRuntime runtime,
            MeterRegistry meters) {
        return deploy(vertx, bus, life, stamps, settings, runtime, meters, Crash.NEVER);
    }

    static Future<NodeAgent> deploy(
            Vertx vertx,
            Bus bus,
            NodeLife life,
            Stamps stamps,
            NodeAgentSettings settings,
            ContainerRuntime runtime,
            MeterRegistry meters,
            Crash crash) {
        return vertx.executeBlocking(() -> Identity.of(life, settings, runtime))
                .compose(read -> {
                    var identity = requireNonNull(read);
                    var pods = new PodsHere(identity.node());
                    return opened(vertx, identity, settings, runtime, pods)
                            .map(api -> {
                                var known =
                                        api.map(it ->
                                                        identity.answeringAt(
                                                                it.port(), it.fingerprint()))
                                                .orElse(identity);
                                var source = "/nodes/" + known.node().name() + "/node-agent";
                                var agent =
                                        new NodeAgent(
                                                vertx,
                                                runtime,
                                                pods(
                                                                bus, stamps, source, known,
                                                                settings, runtime, crash)
                                                        .measuredBy(meters),
                                                node(bus, stamps, source, known, settings, runtime)
                                                        .measuredBy(meters),
                                                api);
                                pods.areDecidedIn(agent.pods);
                                return agent;
                            });
                })
                .compose(NodeAgent::start);
    }

    /// The node's API, when there is a token to let callers in by.
    private static Future<Optional<NodeApi>> opened(
            Vertx vertx,
            Identity identity,
            NodeAgentSettings settings,
            ContainerRuntime runtime,
            PodsHere pods) {
        if (settings.nodeTokenFile().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        var clock = InstantSource.system();
        return vertx.fileSystem()
                .readFile(settings.nodeTokenFile().get().toString())
                .compose(token ->
                        NodeApi.open(
                                vertx,
                                new NodeApi.Door(
                                        settings.nodeApiHost(),
                                        settings.nodeApiPort(),
                                        token.toString(UTF_8).strip()),
                                pods,
                                runtime,
                                LogFiles::read,
                                OwnFigures.of(identity.node().name(), settings, clock),
                                clock))
                .map(Optional::of);
    }

    private Future<NodeAgent> start() {
        return vertx.deployVerticle(node)
                .compose(_ -> vertx.deployVerticle(pods))
                .map(_ -> {
                    // The first event is that the stream is there, and brings a listing: what
                    // happened before it is not missed.
                    events = runtime.events(this::happened);
                    return this;
                });
    }

    private void happened(RuntimeEvent event) {
        var _ = pods.tell(event);
    }

    /// Ends deciding. What runs keeps running.
    public Future<Void> stop() {
        return vertx.executeBlocking(
                        () -> {
                            events.close();
                            return true;
                        })
                .compose(_ -> vertx.undeploy(pods.deploymentID()))
                .compose(_ -> vertx.undeploy(node.deploymentID()))
                .compose(_ -> api.map(NodeApi::close).orElse(Future.succeededFuture()));
    }

    /// The loop that decides on pods, to be looked at.
    DecisionLoop<NodeWork> pods() {
        return pods;
    }

    private static DecisionLoop<NodeWork> pods(
            Bus bus,
            Stamps stamps,
            String source,
            Identity identity,
            NodeAgentSettings settings,
            ContainerRuntime runtime,
            Crash crash) {
        var node = identity.node();
        var work = new Work(node);
        var orders =
                new PodOrders(runtime, node.name(), identity.key(), settings.podLogsDir(), crash);
        return new DecisionLoop<>("pods", work::nothing, bus, stamps, source)
                .begins(work::began)
                .plane(work::plane)
                .hears(Ear.ofNode(NodeDesired.TOPIC, node.name()), work::approval)
                .hears(Ear.ofNode(PodBound.TOPIC, node.name()), work::bound)
                .misses(PodBound.TOPIC, work::unbound)
                .hears(Ear.ofNode(ConfigBound.TOPIC, node.name()), work::config)
                .hears(Ear.ofNode(PodState.TOPIC, node.name()), work::saidBefore)
                .caughtUp(work::caughtUp)
                .ticks(work::tick)
                .told(RuntimeEvent.class, work::happened)
                .told(PodOutcome.class, work::outcome)
                .acts(PodOrder.class, orders::begin)
                .owns(
                        Owned.<NodeWork, PodState>ofNode(
                                        PodState.TOPIC, node.name(), NodeWork::implied)
                                .only(heard ->
                                        heard.message()
                                                .filter(it -> it.nodeUid().equals(node.uid()))
                                                .isPresent())
                                .from(PodBound.TOPIC))
                .decidesOn(DecisionRecord.NODES, node.name());
    }

    private static DecisionLoop<NodeStanding> node(
            Bus bus,
            Stamps stamps,
            String source,
            Identity identity,
            NodeAgentSettings settings,
            ContainerRuntime runtime) {
        var name = identity.node().name();
        var registration = new Registration(identity.self(), settings.nodeStatusUpdateFrequency());
        var look = new RuntimeLook(runtime);
        var network = new Network(settings.cniConfDir(), settings.cniStateDir());
        return new DecisionLoop<>("node", registration::nothing, bus, stamps, source)
                .begins(registration::began)
                .hears(Ear.ofNode(NodeDesired.TOPIC, name), registration::approval)
                .hears(Ear.ofNode(NodeState.TOPIC, name), registration::saidBefore)
                .hears(RouteState.TOPIC, registration::route)
                .caughtUp(registration::caughtUp)
                .ticks(registration::tick)
                .told(NodeNews.class, registration::news)
                .acts(NodeOrder.class, (order, tell) -> begin(order, tell, look, network))
                .owns(
                        Owned.ofNode(NodeState.TOPIC, name, registration::impliedStates)
                                .only(heard -> heard.key().equals(name)))
                .owns(
                        Owned.ofNode(RouteState.TOPIC, name, registration::impliedRoutes)
                                .only(heard -> heard.key().equals(name)))
                .decidesOn(DecisionRecord.NODES, name);
    }

    private static void begin(
            NodeOrder order, Consumer<Object> tell, RuntimeLook look, Network network) {
        Thread.ofVirtual()
                .name(order.getClass().getSimpleName())
                .start(() ->
                        tell.accept(
                                switch (order) {
                                    case NodeOrder.LookAtRuntime _ -> look.look();
                                    case NodeOrder.MakeNetwork make -> made(network, make);
                                }));
    }

    private static NodeNews made(Network network, NodeOrder.MakeNetwork make) {
        try {
            network.make(make.plan());
            return new NodeNews.NetworkMade();
        } catch (NetworkFailure e) {
            return new NodeNews.NetworkFailed(String.valueOf(e.getMessage()));
        }
    }
}
