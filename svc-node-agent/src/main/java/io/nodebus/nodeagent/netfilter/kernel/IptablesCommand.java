package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.iptables.Chain;
import io.nodebus.nodeagent.netfilter.iptables.Found;
import io.nodebus.nodeagent.netfilter.iptables.Frame;
import io.nodebus.nodeagent.netfilter.iptables.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tools of iptables, of which a machine has two kinds. The one that writes nf_tables lets the
/// kernel tell from a generation that others were there; with the other a canary must do.
final class IptablesCommand implements Tables {
    /// How long a tool waits for others to let go of the lock.
    private static final String LOCK_SECONDS = "5";

    /// It names a line when it is about one, and none when it did not get the lock, or has no
    /// tables.
    private static final Pattern ABOUT_A_LINE = Pattern.compile("\\bline:? \\d+");

    private static final Path ROUTE_LOCALNET =
            Path.of("/proc/sys/net/ipv4/conf/all/route_localnet");

    /// Which of them.
    enum Kind {
        /// Whatever `iptables` is on this machine.
        MACHINES(""),
        LEGACY("-legacy"),
        NFT("-nft");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    private final String tools;
    private final boolean routesLocalnet;
    private final Tool tool;
    private @Nullable Boolean isNft;
    private @Nullable NetlinkSocket socket;
    private final NetlinkWriter out = new NetlinkWriter();
    private int generation;
    private boolean overtaken;

    /// @param routesLocalnet whether connections to loopback may be sent elsewhere
    IptablesCommand(Kind kind, boolean routesLocalnet) {
        this("iptables" + kind.suffix, routesLocalnet, new Tool(Duration.ofSeconds(60)));
    }

    /// @param tools what all their names begin with, with the folder they are in unless they are on
    ///   the path
    IptablesCommand(String tools, boolean routesLocalnet, Tool tool) {
        this.tools = tools;
        this.routesLocalnet = routesLocalnet;
        this.tool = tool;
    }

    @Override
    public Found read() {
        if (routesLocalnet) {
            routeLocalnet();
        }
        generation = generation();
        overtaken = false;
        var saved = run("", tools + "-save");
        if (!saved.isDone()) {
            throw new KernelFailure("%s-save: %s".formatted(tools, saved.words()));
        }
        return Found.of(saved.printed());
    }

    private static void routeLocalnet() {
        try {
            if (!Files.readString(ROUTE_LOCALNET).startsWith("1")) {
                Files.writeString(ROUTE_LOCALNET, "1");
            }
        } catch (IOException e) {
            throw new KernelFailure("cannot set route_localnet: " + e.getMessage(), e);
        }
    }

    @Override
    public Answer restore(Restore restore) {
        overtaken |= generation != generation();
        var answer = restore(restore, List.of());
        generation = generation();
        return answer;
    }

    @Override
    public Answer test(Restore restore) {
        return restore(restore, List.of("--test"));
    }

    private Answer restore(Restore restore, List<String> more) {
        var command = new ArrayList<>(List.of(tools + "-restore", "-w", LOCK_SECONDS, "--noflush"));
        command.addAll(more);
        var ran = tool.run(restore.text(), command);
        if (ran.isDone()) {
            return new Answer.Done();
        }
        if (ABOUT_A_LINE.matcher(ran.printed()).find()) {
            return new Answer.Refused(ran.words());
        }
        throw new KernelFailure(ran.words());
    }

    @Override
    public boolean isTouched() {
        return isNft() ? overtaken || generation != generation() : !hasCanaries();
    }

    private boolean hasCanaries() {
        for (var table : Chain.In.values()) {
            var listed = run("", tools, "-w", LOCK_SECONDS, "-t", table.word(), "-S", Frame.CANARY);
            if (!listed.isDone() || !listed.printed().contains("\n-A ")) {
                return false;
            }
        }
        return true;
    }

    /// Of nf_tables; always the same where that is not used.
    private int generation() {
        if (!isNft()) {
            return 0;
        }
        if (socket == null) {
            socket = new NetlinkSocket();
        }
        return RuleGeneration.ask(socket, out).id();
    }

    private boolean isNft() {
        if (isNft == null) {
            isNft = run("", tools, "-V").printed().contains("nf_tables");
        }
        return isNft;
    }

    private Tool.Ran run(String input, String... command) {
        return tool.run(input, List.of(command));
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
