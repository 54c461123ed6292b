package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.iptables.Frame;
import io.nodebus.nodeagent.netfilter.kernel.IptablesCommand.Kind;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import io.nodebus.nodeagent.netfilter.nftables.Skeleton;
import java.util.Map;
import java.util.Optional;

/// Rules in one mode, on a node that may still have those of another mode. They go when ours are in
/// the kernel, and not before: new connections always find rules, and the kernel does not stop
/// following those that are there.
///
/// While they cannot be removed it is tried again at each repair, since a change has no time for
/// it. They do no harm meanwhile: a connection is sent somewhere only once.
public final class Succession implements Netfilter {
    private final Netfilter own;

    /// Of the other mode's rules; throws a [KernelFailure] when that was not possible.
    private final Runnable removal;

    /// Ours are in the kernel.
    private boolean begun;

    /// The other mode's are not any more.
    private boolean over;

    private Succession(Netfilter own, Runnable removal) {
        this.own = own;
        this.removal = removal;
    }

    /// By nftables, in the network namespace of the calling thread.
    public static Netfilter toNftables(NodeNetwork network) {
        return new Succession(Nftables.overNetlink(network), Succession::removeIptablesRules);
    }

    /// By the machine's iptables, in the network namespace of the calling thread.
    public static Netfilter toIptables(Frame frame) {
        return new Succession(
                Iptables.byCommand(frame), () -> removeNftablesTable(frame.network()));
    }

    private static void removeIptablesRules() {
        try (var tables = new IptablesCommand(Kind.MACHINES, false)) {
            var removal = Frame.removal(tables.read());
            if (!removal.isEmpty() && tables.restore(removal) instanceof Answer.Refused(var why)) {
                throw new KernelFailure(why);
            }
        }
    }

    private static void removeNftablesTable(NodeNetwork network) {
        var nft = new NftCommand();
        var table = new Skeleton(network).table();
        if (nft.tables().contains("table " + table)) {
            nft.run("delete table %s%n".formatted(table));
        }
    }

    @Override
    public Outcome load(Map<String, PortPlan> wanted) {
        var outcome = heard(own.load(wanted));
        succeed();
        return outcome;
    }

    @Override
    public Outcome commit(PortChanges changes) {
        return heard(own.commit(changes));
    }

    @Override
    public Optional<Outcome> repair() {
        var outcome = own.repair().map(this::heard);
        succeed();
        return outcome;
    }

    private Outcome heard(Outcome outcome) {
        begun |= outcome instanceof Committed;
        return outcome;
    }

    private void succeed() {
        if (begun && !over) {
            try {
                removal.run();
                over = true;
            } catch (KernelFailure notYet) {
                over = false;
            }
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
