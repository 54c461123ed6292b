package io.nodebus.nodeagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.flight.FlightFolder;
import io.nodebus.bus.journal.NodeLife;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.nodeagent.logfiles.LogFiles;
import io.nodebus.nodeagent.nameserver.NameServer;
import io.nodebus.nodeagent.nodeapi.NodeApi;
import io.nodebus.nodeagent.pods.PodOrders;
import io.nodebus.nodeagent.registration.NodeStanding;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.services.KnownServices;
import io.nodebus.nodeagent.services.ServiceOrder;
import io.nodebus.nodeagent.services.ThisProxy;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.nodebus.nodeagent.work.NodeWork;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The agent of one node, running. Three loops: `pods` decides what happens to pods, `node` what
/// the node says of itself, `services` what Services mean here.
public final class NodeAgent {
    private static final int DNS = 53;

    private final DecisionLoop<NodeWork> pods;
    private final DecisionLoop<NodeStanding> node;
    private final DecisionLoop<KnownServices> services;
    private final Optional<ServiceOrders> kernel;
    private final Optional<NameServer> names;
    private final Vertx vertx;
    private final ContainerRuntime runtime;
    private final Optional<NodeApi> api;
    private AutoCloseable events = () -> {};

    private NodeAgent(
            Means means,
            DecisionLoop<NodeWork> pods,
            DecisionLoop<NodeStanding> node,
            DecisionLoop<KnownServices> services,
            Optional<ServiceOrders> kernel,
            Optional<NameServer> names,
            Optional<NodeApi> api) {
        this.vertx = means.vertx();
        this.runtime = means.runtime();
        this.pods = pods;
        this.node = node;
        this.services = services;
        this.kernel = kernel;
        this.names = names;
        this.api = api;
    }

    /// What an agent is put together from.
    private record Means(
            Vertx vertx,
            Bus bus,
            Stamps stamps,
            NodeAgentSettings settings,
            ContainerRuntime runtime,
            Optional<ServiceProxy> proxy,
            MeterRegistry meters) {}

    /// Starts the agent of a node. Works with the bus away and with a runtime that is not there
    /// yet.
    ///
    /// @param life which node this is, in which of its lives
    /// @param stamps numbers what all writers of this node say
    /// @param proxy what carries rules out; absent where somebody else does
    public static Future<NodeAgent> deploy(
            Vertx vertx,
            Bus bus,
            NodeLife life,
            Stamps stamps,
            NodeAgentSettings settings,
            ContainerRuntime runtime,
            Optional<ServiceProxy> proxy,
            MeterRegistry meters) {
        var means = new Means(vertx, bus, stamps, settings, runtime, proxy, meters);
        return vertx.executeBlocking(() -> Identity.of(life, settings, runtime))
                .compose(read -> deploy(means, requireNonNull(read)));
    }

    /// The API opens first, because the node says where it is.
    private static Future<NodeAgent> deploy(Means means, Identity identity) {
        var shown = new PodsHere(identity.node());
        return opened(means, identity.node().name(), shown)
                .map(api -> {
                    var agent = made(means, identity, api);
                    shown.areDecidedIn(agent.pods);
                    return agent;
                })
                .compose(NodeAgent::start);
    }

    /// The node's API, when there is a token to let callers in by.
    private static Future<Optional<NodeApi>> opened(Means means, String node, PodsHere pods) {
        var settings = means.settings();
        if (settings.nodeTokenFile().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        var clock = InstantSource.system();
        return means.vertx()
                .fileSystem()
                .readFile(settings.nodeTokenFile().get().toString())
                .compose(token ->
                        NodeApi.open(
                                means.vertx(),
                                new NodeApi.Door(
                                        settings.nodeApiHost(),
                                        settings.nodeApiPort(),
                                        token.toString(UTF_8).strip()),
                                pods,
                                means.runtime(),
                                LogFiles::read,
                                OwnFigures.of(node, settings, clock),
                                clock))
                .map(Optional::of);
    }

    private static NodeAgent made(Means means, Identity identity, Optional<NodeApi> api) {
        var settings = means.settings();
        var known =
                api.map(it -> identity.answeringAt(it.port(), it.fingerprint())).orElse(identity);
        var orders =
                new PodOrders(
                        means.runtime(),
                        known.node().name(),
                        known.key(),
                        settings.podLogsDir(),
                        CrashOnce.of(settings));
        var pods = Loops.pods(means.bus(), means.stamps(), known.node(), orders::begin);
        var node =
                Loops.node(
                        means.bus(),
                        means.stamps(),
                        known.self(),
                        settings.nodeStatusUpdateFrequency(),
                        NodeOrders.of(settings, means.runtime())::begin);
        var kernel = means.proxy().map(it -> new ServiceOrders(it.netfilter()));
        var services =
                Loops.services(
                        means.bus(), means.stamps(), thisProxy(means, known), carriesOut(kernel));
        var flights = new FlightFolder(settings.nodeDir().resolve("flights"));
        return new NodeAgent(
                means,
                pods.measuredBy(means.meters()).flightsTo(flights),
                node.measuredBy(means.meters()).flightsTo(flights),
                services.measuredBy(means.meters()).flightsTo(flights),
                kernel,
                nameServer(settings, services),
                api);
    }

    /// Answers from what the loop knows.
    private static Optional<NameServer> nameServer(
            NodeAgentSettings settings, DecisionLoop<KnownServices> services) {
        return settings.nameServer()
                .map(address ->
                        new NameServer(
                                new NameServer.Door(address, DNS, settings.dnsUpstreams()),
                                question -> services.look(known -> known.answer(question))));
    }

    private static ThisProxy thisProxy(Means means, Identity identity) {
        return new ThisProxy(
                identity.node().name(),
                identity.node().uid(),
                means.settings().clusterDomain(),
                means.proxy().map(ServiceProxy::mode).orElse("none"),
                means.proxy().isPresent());
    }

    private static BiConsumer<ServiceOrder, Consumer<Object>> carriesOut(
            Optional<ServiceOrders> kernel) {
        return (order, tell) -> kernel.orElseThrow().begin(order, tell);
    }

    private Future<NodeAgent> start() {
        return vertx.deployVerticle(node)
                .compose(_ -> vertx.deployVerticle(pods))
                .compose(_ -> vertx.deployVerticle(services))
                .compose(_ -> names.map(vertx::deployVerticle).orElse(Future.succeededFuture("")))
                .map(_ -> {
                    // The first event is that the stream is there, and brings a listing: what
                    // happened before it is not missed.
                    events = runtime.events(this::happened);
                    return this;
                });
    }

    /// Who hears that one of its loops has a fault of ours. Only logs do, if not said.
    public NodeAgent faultsTo(FaultHandler faults) {
        List.of(pods, node, services).forEach(loop -> loop.faultsTo(faults));
        return this;
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
                .compose(_ ->
                        names.map(it -> vertx.undeploy(it.deploymentID()))
                                .orElse(Future.succeededFuture()))
                .compose(_ -> vertx.undeploy(services.deploymentID()))
                .compose(_ ->
                        vertx.executeBlocking(() -> {
                            kernel.ifPresent(ServiceOrders::close);
                            return true;
                        }))
                .compose(_ -> api.map(NodeApi::close).orElse(Future.succeededFuture()));
    }
}
