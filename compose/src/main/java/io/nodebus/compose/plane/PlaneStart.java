package io.nodebus.compose.plane;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.fabric.Fabric;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.place.CallingUser;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Doctor;
import io.nodebus.compose.tools.Supplies;
import io.nodebus.compose.tools.Tool;
import io.nodebus.compose.tools.Toolbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Carries out `up`.
final class PlaneStart {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SECRET = "rw-------";
    private static final int SECRET_BYTES = 32;
    private static final String STOCK = "stock.tar";

    private final UpOptions options;
    private final PlaneDir dir;
    private final Progress progress;
    private final Map<String, String> env;
    private final CallingUser user;
    private final long began = System.nanoTime();

    PlaneStart(UpOptions options, Progress progress) {
        this.options = options;
        this.dir = options.dir();
        this.progress = progress;
        this.env = options.env();
        this.user = CallingUser.of(env);
    }

    Plane.Up carryOut() throws IOException, InterruptedException {
        var running = Plane.find(dir, env);
        if (running.isPresent()) {
            return new Plane.Up(running.get(), true);
        }
        var tools = tools();
        var brokers = options.kafka().map(BrokerAddresses::behind);
        try (var _ = PlaneLock.of(dir)) {
            clean(new Remains(dir, tools, env));
            refuseTakenPorts();
            var build = lay(tools, brokers);
            var supervisor = start(build);
            var interrupted = new Thread(supervisor::destroy, "up-was-interrupted");
            Runtime.getRuntime().addShutdownHook(interrupted);
            follow(supervisor);
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        return new Plane.Up(new Plane(dir, tools, env), false);
    }

    private Toolbox tools() {
        var supplies = Supplies.usual(env, progress::doing);
        var path = env.getOrDefault("PATH", "");
        return switch (options.nodes()) {
            case NodeCount.Simulated _ -> supplies.look(path);
            case NodeCount.Real _ -> {
                if (!CallingUser.isRoot()) {
                    throw new UpRefused("sudo ./nodebus up, or ./nodebus up --nodes sim:2");
                }
                var tools = supplies.complete(path);
                var examination = Doctor.examine(tools);
                if (!examination.isSound()) {
                    throw new UpRefused(examination.line());
                }
                yield tools;
            }
        };
    }

    /// A plane that was whole keeps its data if the same is asked for again.
    private void clean(Remains remains) {
        if (remains.list().isEmpty()) {
            return;
        }
        var before = PlaneFile.read(dir.file());
        progress.doing("cleaning what was left of plane " + dir.plane());
        remains.clear();
        if (before.filter(this::isGoodFor).isEmpty()) {
            remains.wipe();
        }
    }

    /// A plane that comes back is where it was: its clients know its ports.
    private void refuseTakenPorts() {
        var before = PlaneFile.read(dir.file());
        if (before.isPresent()) {
            refuseTaken(before.get().api().replace("https://", ""), "its API");
            if (!before.get().external()) {
                refuseTaken(before.get().kafka(), "its broker");
            }
            for (var member : before.get().members()) {
                refuseTaken(HostPort.loopback(member.api()).toString(), member.name());
            }
        }
    }

    private void refuseTaken(String address, String what) {
        if (!Ports.isFree(HostPort.of(address).port())) {
            throw new UpRefused(
                    "the plane in %s had %s at %s, where another program listens now: end that one, or make a new plane with ./nodebus down && ./nodebus up"
                            .formatted(dir.path(), what, address));
        }
    }

    private boolean isGoodFor(PlaneFile before) {
        return before.phase() != PlaneFile.Phase.STARTING
                && before.nodes().equals(options.nodes().toString())
                && options.kafka()
                        .map(kafka -> before.external() && before.kafka().equals(kafka.toString()))
                        .orElse(!before.external());
    }

    /// Everything the supervisor needs, in the plane's folder.
    private Build lay(Toolbox tools, Optional<List<PlaneFile.Broker>> brokers) throws IOException {
        Files.createDirectories(dir.path());
        Files.createDirectories(dir.registries());
        Files.createDirectories(dir.images());
        Files.createDirectories(dir.logs());
        secret(dir.adminToken());
        secret(dir.nodeToken());
        user.own(dir.adminToken());
        var build = options.build().copyTo(dir.build());
        if (options.nodes() instanceof NodeCount.Real) {
            stockImages(tools);
        }
        var file = planeFile();
        var ours = List.of(BrokerAddresses.ofOurOwn(HostPort.of(file.kafka())));
        file.at(brokers.orElse(ours)).write(dir.file());
        progress.done("laid out in " + dir.path(), since());
        return build;
    }

    /// Kept when it is there: a plane that comes back is known to its clients.
    private static void secret(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(SECRET));
        Files.createFile(file, mode);
        Files.writeString(file, HexFormat.of().formatHex(bytes) + "\n");
    }

    private void stockImages(Toolbox tools) throws IOException {
        var archive = dir.images().resolve(STOCK);
        if (Files.exists(archive)) {
            return;
        }
        var busybox = tools.get(Tool.BUSYBOX);
        var applets = Program.of(busybox.toString(), "--list").output().lines().toList();
        Files.write(archive, StockImages.archive(Files.readAllBytes(busybox), applets));
    }

    /// Ports stay the same for as long as the folder exists.
    private PlaneFile planeFile() {
        return PlaneFile.read(dir.file())
                .map(before ->
                        before.as(PlaneFile.Phase.RETURNING)
                                .in(options.proxyMode().or(before::proxyMode)))
                .orElseGet(() ->
                        new PlaneFile(
                                dir.plane(),
                                PlaneFile.Phase.STARTING,
                                options.nodes().toString(),
                                "https://" + HostPort.loopback(Ports.free()),
                                options.kafka()
                                        .orElseGet(() -> HostPort.loopback(Ports.free()))
                                        .toString(),
                                options.kafka().isPresent(),
                                List.of(),
                                Instant.now(),
                                Map.of(),
                                members(),
                                options.proxyMode(),
                                Map.of()));
    }

    private List<PlaneFile.Member> members() {
        var members = new ArrayList<PlaneFile.Member>();
        if (options.nodes() instanceof NodeCount.Real real) {
            for (var name : real.names()) {
                var number = members.size() + 1;
                members.add(
                        new PlaneFile.Member(
                                name, number, Fabric.address(number), Ports.free(), 0));
            }
        }
        return members;
    }

    /// In a session of its own: who closes the terminal does not end the plane.
    private Process start(Build build) throws IOException {
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(Jvm.SUPERVISOR.command(build, List.of(dir.path().toString())));
        var builder = new ProcessBuilder(command);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(dir.log("supervisor").toFile()));
        builder.environment().put(Mark.NAME, new Mark(dir.path()).value());
        return builder.start();
    }

    private void follow(Process supervisor) throws InterruptedException {
        var whole =
                CompletableFuture.supplyAsync(
                        () -> awaitReady(supervisor), task -> Thread.ofVirtual().start(task));
        try {
            if (whole.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            throw new UpFailed("the supervisor ended; its logs are in " + dir.logs());
        } catch (ExecutionException | TimeoutException e) {
            supervisor.destroy();
            throw new UpFailed(
                    "the plane did not come up within %d s; its logs are in %s"
                            .formatted(PATIENCE.toSeconds(), dir.logs()));
        }
    }

    private boolean awaitReady(Process supervisor) {
        try (var lines =
                new BufferedReader(new InputStreamReader(supervisor.getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(Supervisor.READY)) {
                    return true;
                }
                progress.done(line.replace(Supervisor.SERVES, ""), since());
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
