package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.Outcome.Failed;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.kernel.NetlinkTable.Claim;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Field.Transport;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import io.nodebus.nodeagent.netfilter.nftables.Planned;
import io.nodebus.nodeagent.netfilter.nftables.Ports;
import io.nodebus.nodeagent.netfilter.nftables.Skeleton;
import io.nodebus.nodeagent.netfilter.nftables.Target;
import io.nodebus.nodeagent.netfilter.nftables.Transaction;
import io.nodebus.nodeagent.netfilter.nftables.Transaction.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Services by nftables. Keeps what is wanted and what the kernel has by its knowledge; where the
/// second proves wrong it is read back, and only differences are written. Guarded by its own lock,
/// so calls wait for each other.
public final class Nftables implements Netfilter {
    /// Elements in one transaction, unless one Service alone needs more.
    private static final int MOST_AT_ONCE = 2_000;

    private static final int TRIES = 10;

    private final Table table;
    private final String node;
    private final Wanted wanted = new Wanted();

    private Ports ports;
    private @Nullable Flows flows;
    private boolean sound;

    private Nftables(String node, Table table) {
        this.node = node;
        this.table = table;
        this.ports = new Ports(node);
    }

    /// Over netlink, in the network namespace of the calling thread.
    public static Netfilter overNetlink(NodeNetwork network) {
        return new Nftables(
                network.node(),
                new NetlinkTable(
                        new Skeleton(network),
                        network.family(),
                        Claim.OURS_ALONE,
                        new NftCommand()));
    }

    static Nftables of(NodeNetwork network, Table table) {
        return new Nftables(network.node(), table);
    }

    @Override
    public synchronized Outcome load(Map<String, PortPlan> all) {
        wanted.load(all);
        return timed(this::makeTrue);
    }

    @Override
    public synchronized Outcome commit(PortChanges changes) {
        wanted.change(changes);
        return timed(
                () -> sound && !wanted.concernsUnwelcome(changes) ? change(changes) : makeTrue());
    }

    @Override
    public synchronized Optional<Outcome> repair() {
        if (!wanted.isLoaded()) {
            return Optional.empty();
        }
        try {
            if (sound && !table.isTouched()) {
                return Optional.empty();
            }
        } catch (KernelFailure _) {
            sound = false;
        }
        return Optional.of(timed(this::makeTrue));
    }

    private Outcome timed(Supplier<Integer> work) {
        var start = System.nanoTime();
        try {
            var operations = work.get();
            return new Committed(since(start), operations, wanted.rejected(ports.refused()));
        } catch (KernelFailure failure) {
            sound = false;
            return new Failed(since(start), String.valueOf(failure.getMessage()));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// From what the kernel has by our knowledge.
    private int change(PortChanges changes) {
        var planned = ports.change(changes);
        grow(planned);
        for (var step : planned.steps()) {
            for (var transaction : cut(step)) {
                if (!(commit(transaction) instanceof Answer.Done)) {
                    return makeTrue();
                }
            }
        }
        flows().end(planned.gone());
        if (planned.clientsMoved()) {
            forgetClients();
        }
        return planned.operations();
    }

    /// From what the kernel has.
    private int makeTrue() {
        sound = false;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            wanted.welcomeAll();
            ports = new Ports(node);
            var planned = ports.load(table.open(), wanted.plans());
            grow(planned);
            if (planned.steps().stream().allMatch(this::commitWhatCanBe)) {
                flows().end(this::isStale);
                forgetClients();
                sound = true;
                return planned.operations();
            }
        }
        throw new KernelFailure("others change our rules faster than we do");
    }

    private void grow(Planned planned) {
        if (!planned.growth().isEmpty()) {
            table.grow(planned.growth());
        }
    }

    /// A Service that the kernel refuses does not keep others out, and of its own nothing follows.
    /// Returns false when others changed our rules meanwhile.
    private boolean commitWhatCanBe(Transaction step) {
        for (var transaction : cut(step)) {
            var welcome =
                    transaction.parts().stream()
                            .filter(part -> wanted.isWelcome(part.service()))
                            .toList();
            switch (commit(new Transaction(welcome))) {
                case Answer.Done _ -> {}
                case Answer.Overtaken _ -> {
                    return false;
                }
                case Answer.Refused _ -> welcome.forEach(this::commitAlone);
            }
        }
        return true;
    }

    private void commitAlone(Part part) {
        if (commit(new Transaction(List.of(part))) instanceof Answer.Refused(var because)) {
            wanted.refuse(part.service(), because);
        }
    }

    /// Others may commit between our look and our change. That what they did is nothing to us is
    /// looked up before it is tried again.
    private Answer commit(Transaction transaction) {
        var answer = table.commit(transaction);
        for (int attempt = 0; answer instanceof Answer.Overtaken && attempt < TRIES; attempt++) {
            if (table.isTouched()) {
                return answer;
            }
            answer = table.commit(transaction);
        }
        return answer;
    }

    /// Between Services, never within one.
    private static List<Transaction> cut(Transaction step) {
        var transactions = new ArrayList<Transaction>();
        var parts = new ArrayList<Part>();
        int size = 0;
        for (var part : step.parts()) {
            if (!parts.isEmpty() && size + part.changes().size() > MOST_AT_ONCE) {
                transactions.add(new Transaction(parts));
                parts.clear();
                size = 0;
            }
            parts.add(part);
            size += part.changes().size();
        }
        transactions.add(new Transaction(parts));
        return transactions;
    }

    private boolean isStale(Flow flow) {
        return ports.serves(flow.to(), Protocol.UDP, flow.port(), flow.answers())
                .filter(serves -> !serves)
                .isPresent();
    }

    private void forgetClients() {
        var stale =
                table.clients().stream()
                        .filter(client -> !isCurrent(client))
                        .map(Element::at)
                        .toList();
        table.forget(stale);
    }

    private boolean isCurrent(Element client) {
        return client.at().key().get(1) instanceof Address to
                && client.at().key().get(2) instanceof Transport transport
                && client.at().key().get(3) instanceof Port port
                && client.value().get(0) instanceof Address address
                && client.value().get(1) instanceof Port target
                && ports.remembers(to, transport.protocol(), port, new Target(address, target));
    }

    private Flows flows() {
        if (flows == null) {
            flows = new Flows();
        }
        return flows;
    }

    @Override
    public synchronized void close() {
        table.close();
        if (flows != null) {
            flows.close();
        }
    }
}
