package io.nodebus.compose.fabric;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.compose.keep.Running;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Tool;
import io.nodebus.compose.tools.Toolbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The bridge between nodes. A process that sleeps keeps its namespace; when it ends, every cable
/// is gone.
public final class Fabric implements Running {
    private static final String BRIDGE = "nodes";
    private static final int PREFIX = 24;

    /// Says when the bridge is up, then only keeps the namespace.
    private static final String SCRIPT =
            """
            set -eu
            ip link set lo up
            ip link add "$1" type bridge
            ip addr add "$2" dev "$1"
            ip link set "$1" up
            echo up
            exec sleep infinity
            """;

    private final Process process;
    private final Toolbox tools;

    private Fabric(Process process, Toolbox tools) {
        this.process = process;
        this.tools = tools;
    }

    public static Fabric start(Mark mark, Toolbox tools) throws IOException {
        var unshare = tools.get(Tool.UNSHARE).toString();
        var builder =
                new ProcessBuilder(
                        unshare, "--net", "/bin/sh", "-c", SCRIPT, "fabric", BRIDGE, link(1));
        builder.redirectErrorStream(true);
        builder.environment().put(Mark.NAME, mark.value());
        builder.environment().put("PATH", tools.searchPath());
        var process = builder.start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var line = out.readLine();
        if (!"up".equals(line)) {
            process.destroyForcibly();
            throw new IOException("the fabric did not start, it says: " + line);
        }
        return new Fabric(process, tools);
    }

    /// The address of the node with this number, from 1 on.
    public static String address(int number) {
        return host(number + 1);
    }

    /// Lays a cable to the node whose process 1 this is: `eth0` in there, up, with its address.
    public void attach(int number, long init) {
        var cable = "node" + number;
        var peer = List.of("peer", "name", "eth0", "netns", String.valueOf(init));
        // The kernel takes its time to remove the cable of a node that lost power.
        ip(process.pid(), List.of("link", "del", cable)).run();
        var add = new ArrayList<>(List.of("link", "add", cable, "type", "veth"));
        add.addAll(peer);
        ip(process.pid(), add).output();
        ip(process.pid(), List.of("link", "set", cable, "master", BRIDGE, "up")).output();
        ip(init, List.of("addr", "add", link(number + 1), "dev", "eth0")).output();
        ip(init, List.of("link", "set", "eth0", "up")).output();
    }

    /// The process that keeps the namespace.
    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return process.onExit().thenRun(() -> {});
    }

    @Override
    public void end(Duration patience) throws InterruptedException {
        kill();
    }

    /// Takes every cable away.
    @Override
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private static String host(int last) {
        if (last < 1 || last > 254) {
            throw new IllegalArgumentException(
                    "a fabric has room for 253 nodes, got " + (last - 1));
        }
        return "100.64.0." + last;
    }

    private static String link(int last) {
        return host(last) + "/" + PREFIX;
    }

    private Program ip(long pid, List<String> arguments) {
        var command = new ArrayList<>(List.of(tools.get(Tool.NSENTER).toString()));
        command.addAll(List.of("-t", String.valueOf(pid), "--net", "--"));
        command.add(tools.get(Tool.IP).toString());
        command.addAll(arguments);
        return Program.of(command);
    }
}
