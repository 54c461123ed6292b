package io.nodebus.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.api.admission.PodCidrs;
import io.nodebus.api.door.Desk;
import io.nodebus.api.door.FrontDoor;
import io.nodebus.api.http.HttpDoor;
import io.nodebus.api.http.HttpDoor.Welcome;
import io.nodebus.api.passage.Readings;
import io.nodebus.api.passage.Through;
import io.nodebus.api.settings.ApiSettings;
import io.nodebus.api.view.Rendering;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// The front door, open. Follows until it is told to lead.
public final class Api {
    /// The state topics it writes.
    public static final Set<Topic<?>> OUTPUTS =
            Set.of(
                    PodDesired.TOPIC,
                    NodeDesired.TOPIC,
                    ConfigDesired.TOPIC,
                    ConfigBound.TOPIC,
                    ServiceDesired.TOPIC,
                    EndpointSliceDesired.TOPIC);

    private static final String SERVICE = "api";

    private final DecisionLoop<Desk> loop;
    private final HttpServer server;
    private final Through through;
    private final Vertx vertx;
    private final AtomicLong epoch;
    private final AtomicReference<Optional<String>> leader;
    private final String host;

    private Api(
            Vertx vertx,
            DecisionLoop<Desk> loop,
            HttpServer server,
            Through through,
            AtomicLong epoch,
            AtomicReference<Optional<String>> leader,
            String host) {
        this.vertx = vertx;
        this.loop = loop;
        this.server = server;
        this.through = through;
        this.epoch = epoch;
        this.leader = leader;
        this.host = host;
    }

    /// Opens the door. Reads are answered once everything was read; writes once it leads.
    ///
    /// @param reach how nodes' APIs are reached from here
    public static Future<Api> deploy(
            Vertx vertx, Bus bus, ApiSettings settings, NodeReach reach, MeterRegistry meters) {
        var clock = Clock.systemUTC();
        return vertx.executeBlocking(() -> Keeping.in(settings, clock))
                .map(Objects::requireNonNull)
                .compose(keeping -> deploy(vertx, bus, settings, keeping, reach, meters, clock));
    }

    private static Future<Api> deploy(
            Vertx vertx,
            Bus bus,
            ApiSettings settings,
            Keeping keeping,
            NodeReach reach,
            MeterRegistry meters,
            Clock clock) {
        var epoch = new AtomicLong();
        var leader = new AtomicReference<Optional<String>>(Optional.empty());
        var keys = keeping.fleetKeys();
        var door =
                new FrontDoor(
                        PodCidrs.of(settings.podCidr()),
                        settings.serviceRanges(),
                        settings.autoApprove(),
                        keys);
        var loop =
                Hearing.loop(bus, stamps(0), door, new Desks(settings, epoch))
                        .measuredBy(meters)
                        .follow();
        var through = new Through(vertx);
        var http =
                new HttpDoor(
                        vertx,
                        new Welcome(keeping.adminToken(), version(), settings.bookmarks()),
                        new Counters(vertx, loop, settings.writeTimeout()),
                        new Ways(through, new Readings(through), keeping, reach, leader::get),
                        new Rendering(keys),
                        clock);
        return vertx.deployVerticle(loop)
                .compose(_ -> http.listen(settings.host(), settings.port(), pem(keeping)))
                .map(server ->
                        new Api(vertx, loop, server, through, epoch, leader, settings.host()));
    }

    private static PemKeyCertOptions pem(Keeping keeping) {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(keeping.certificate().certificate()))
                .addKeyValue(Buffer.buffer(keeping.certificate().key()));
    }

    private static String version() {
        return Optional.ofNullable(Api.class.getPackage().getImplementationVersion())
                .orElse("0.1.0");
    }

    private static Stamps stamps(long epoch) {
        var seq = new AtomicLong();
        return () -> new ByLeader(SERVICE, epoch, seq.incrementAndGet());
    }

    /// Leads from now on. Completes when everything has been read and requests are taken.
    ///
    /// @param ofEpoch greater than that of every leader before
    public Future<Void> lead(long ofEpoch) {
        return lead(ofEpoch, stamps(ofEpoch));
    }

    /// The same with stamps that somebody else numbers.
    public Future<Void> lead(long ofEpoch, Stamps stamps) {
        epoch.set(ofEpoch);
        leader.set(Optional.empty());
        return loop.lead(stamps);
    }

    /// Follows from now on: whoever comes is passed on to the leader.
    ///
    /// @param leaderAddress `host:port` of the leader, when it is known
    public void follow(Optional<String> leaderAddress) {
        loop.follow();
        leader.set(leaderAddress);
    }

    /// `host:port`, for clients and for other instances.
    public String address() {
        return host + ":" + server.actualPort();
    }

    public DecisionLoop<Desk> loop() {
        return loop;
    }

    /// Closes the door, then the rest.
    public Future<Void> stop() {
        return server.close()
                .compose(_ -> through.close())
                .compose(_ -> vertx.undeploy(loop.deploymentID()));
    }
}
