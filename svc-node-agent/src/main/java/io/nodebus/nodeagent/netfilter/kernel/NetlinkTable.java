package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.nftables.Contents;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange.AddElement;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange.RemoveElement;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Growth;
import io.nodebus.nodeagent.netfilter.nftables.SetNames;
import io.nodebus.nodeagent.netfilter.nftables.SetNames.Shape;
import io.nodebus.nodeagent.netfilter.nftables.Skeleton;
import io.nodebus.nodeagent.netfilter.nftables.Transaction;
import io.nodebus.nodeagent.netfilter.nftables.Transaction.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Our table over netlink. Where the kernel lets us, it is ours alone and outlives us (flags owner
/// and persist): `nft flush ruleset` of others leaves it. Where not, others are noticed.
///
/// While `nft` writes the skeleton the table is let go for some milliseconds, because a table that
/// is owned is closed to it too; whoever changes anything meanwhile is told from the generation.
final class NetlinkTable implements Table {
    private static final int TABLES = 10;
    private static final int BATCH_BEGIN = 16;
    private static final int BATCH_END = 17;
    private static final int BATCH_GENERATION = 1;

    private static final int NEW_TABLE = type(0);
    private static final int DELETE_TABLE = type(2);
    private static final int GET_RULES = type(7);
    private static final int GET_SETS = type(10);
    private static final int NEW_ELEMENTS = type(12);
    private static final int GET_ELEMENTS = type(13);
    private static final int DELETE_ELEMENTS = type(14);

    private static final int CREATE = 0x400;
    private static final int DUMP = 0x300;

    /// Of everything that is in a table.
    private static final int TABLE = 1;

    private static final int SET = 2;
    private static final int ELEMENTS = 3;
    private static final int FLAGS = 2;

    private static final int OWNER_AND_PERSIST = 2 | 4;

    /// An attribute holds 64 KiB, an element at most 300 bytes.
    private static final int MOST_IN_A_MESSAGE = 200;

    private static final int TRIES = 10;

    /// Whose the table is.
    enum Claim {
        OURS_ALONE,
        ANYBODYS
    }

    private final Skeleton skeleton;
    private final NftCommand nft;
    private final ElementCodec codec;
    private final int family;
    private final NetlinkWriter out = new NetlinkWriter();
    private Claim claim;
    private @Nullable NetlinkSocket socket;
    private @Nullable Strangers strangers;
    private int port;
    private int generation;
    private boolean touched;

    /// @param claim how far to go; what the kernel does not know is done without
    NetlinkTable(Skeleton skeleton, IpFamily family, Claim claim, NftCommand nft) {
        this.skeleton = skeleton;
        this.nft = nft;
        this.claim = claim;
        this.codec = new ElementCodec(family);
        this.family =
                switch (family) {
                    case IPv4 -> 2;
                    case IPv6 -> 10;
                };
    }

    @Override
    public Contents open() {
        var tampered = strangers != null && strangers.touchedTheSkeleton(port);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            touched = false;
            generation = generation();
            hearStrangers();
            claim();
            generation = generation();
            var sets = sets();
            if (tampered || !sets.contains(skeleton.mark()) || rules() != skeleton.rules(sets)) {
                build();
                tampered = false;
                continue;
            }
            var elements = elements(sets);
            if (elements.isPresent() && generation() == generation) {
                return new Contents(sets, elements.get());
            }
        }
        throw new KernelFailure("others change the rules faster than they can be read");
    }

    private Optional<Map<ElementKey, Element>> elements(Set<String> sets) {
        var elements = new LinkedHashMap<ElementKey, Element>();
        for (var set : sets) {
            var shape = SetNames.shape(set);
            if (shape.isPresent()
                    && !list(set, shape.get(), element -> elements.put(element.at(), element))) {
                return Optional.empty();
            }
        }
        return Optional.of(elements);
    }

    /// Anew, so that only what comes from now on counts.
    private void hearStrangers() {
        if (strangers != null) {
            strangers.close();
            strangers = null;
        }
        if (claim == Claim.ANYBODYS) {
            strangers = new Strangers(family, out);
        }
    }

    /// Makes the table, or takes it over from whoever made it and is gone.
    private void claim() {
        if (claim == Claim.ANYBODYS) {
            changeTable(NEW_TABLE);
            return;
        }
        var errno = tryTable(NEW_TABLE, OWNER_AND_PERSIST);
        if (isUnknown(errno)) {
            // Made plainly, by others or by us on an older kernel: such a table cannot be claimed.
            changeTable(NEW_TABLE);
            changeTable(DELETE_TABLE);
            errno = tryTable(NEW_TABLE, OWNER_AND_PERSIST);
        }
        if (isUnknown(errno)) {
            claim = Claim.ANYBODYS;
            hearStrangers();
            changeTable(NEW_TABLE);
        } else if (errno != 0) {
            throw refused(errno);
        }
    }

    private static boolean isUnknown(int errno) {
        return errno == Errno.EOPNOTSUPP || errno == Errno.EINVAL;
    }

    /// What is there stays until it is known that nft can write what comes after.
    private void build() {
        letGo();
        nft.check(skeleton.probe());
        changeTable(DELETE_TABLE);
        claim();
        letGo();
        nft.run(skeleton.text());
    }

    @Override
    public void grow(List<Growth> growth) {
        var before = generation();
        letGo();
        nft.run(skeleton.text(growth));
        var byOurselves = claim == Claim.OURS_ALONE ? 2 : 1;
        claim();
        generation = generation();
        if (generation != before + byOurselves) {
            touched = true;
        } else {
            hearStrangers();
        }
    }

    private void letGo() {
        if (socket != null && claim == Claim.OURS_ALONE) {
            socket.close();
            socket = null;
        }
    }

    @Override
    public Answer commit(Transaction transaction) {
        if (transaction.isEmpty()) {
            return new Answer.Done();
        }
        var errno = batch(true, () -> transaction.parts().forEach(this::write));
        return switch (errno) {
            case 0 -> new Answer.Done();
            case Errno.ERESTART -> new Answer.Overtaken();
            default -> new Answer.Refused(Errno.text(errno));
        };
    }

    private void write(Part part) {
        var changes = part.changes();
        for (int from = 0; from < changes.size(); ) {
            var to = from + 1;
            while (to < changes.size()
                    && to - from < MOST_IN_A_MESSAGE
                    && changes.get(to).getClass() == changes.get(from).getClass()
                    && changes.get(to).at().set().equals(changes.get(from).at().set())) {
                to++;
            }
            write(changes.subList(from, to));
            from = to;
        }
    }

    private void write(List<ElementChange> alike) {
        switch (alike.getFirst()) {
            case AddElement _ -> out.begin(NEW_ELEMENTS, CREATE, family, 0);
            case RemoveElement _ -> out.begin(DELETE_ELEMENTS, 0, family, 0);
        }
        out.string(TABLE, Skeleton.TABLE);
        out.string(SET, alike.getFirst().at().set());
        var list = out.nest(ELEMENTS);
        for (var change : alike) {
            switch (change) {
                case AddElement(var element) -> codec.write(out, element);
                case RemoveElement(var at) -> codec.write(out, at);
            }
        }
        out.end(list);
        out.end();
    }

    @Override
    public boolean isTouched() {
        if (touched) {
            return true;
        }
        var now = generation();
        if (now == generation) {
            return false;
        }
        touched = strangers != null && strangers.touchedOurs(port);
        if (!touched) {
            generation = now;
        }
        return touched;
    }

    @Override
    public List<Element> clients() {
        var clients = new ArrayList<Element>();
        var _ = list(SetNames.AFFINITY, SetNames.affinity(), clients::add);
        return clients;
    }

    @Override
    public void forget(List<ElementKey> clients) {
        for (var client : clients) {
            // One by one, since any of them may be gone by now.
            batch(false, () -> write(List.of(new RemoveElement(client))));
        }
    }

    /// Sends what is written in between; 0 or the errno with which the kernel refused all of it.
    private int batch(boolean guarded, Runnable written) {
        out.clear();
        out.begin(BATCH_BEGIN, 0, 0, TABLES);
        if (guarded) {
            out.bigEndian(BATCH_GENERATION, generation);
        }
        out.end();
        written.run();
        // A receipt for each would overrun the buffer; a refusal comes without being asked for.
        out.acknowledged();
        out.begin(BATCH_END, 0, 0, TABLES);
        out.end();
        socket().send(out.written());
        var errno = new int[] {-1};
        socket().receive(message -> {
            if (message.type() == NetlinkReader.ERROR && errno[0] <= 0) {
                errno[0] = message.errno();
            }
        });
        if (errno[0] < 0) {
            throw new KernelFailure("the kernel gave no answer");
        }
        if (errno[0] == 0) {
            generation++;
            forgetOwnNotices();
        }
        return errno[0];
    }

    private void forgetOwnNotices() {
        if (strangers != null) {
            strangers.hear(port);
        }
    }

    private int tryTable(int type, int flags) {
        return batch(
                false,
                () -> {
                    out.begin(type, type == NEW_TABLE ? CREATE : 0, family, 0);
                    out.string(TABLE, Skeleton.TABLE);
                    if (flags != 0) {
                        out.bigEndian(FLAGS, flags);
                    }
                    out.end();
                });
    }

    private void changeTable(int type) {
        var errno = tryTable(type, 0);
        if (errno != 0) {
            throw refused(errno);
        }
    }

    private KernelFailure refused(int errno) {
        return new KernelFailure("table %s: %s".formatted(skeleton.table(), Errno.text(errno)));
    }

    private int generation() {
        var seen = RuleGeneration.ask(socket(), out);
        port = seen.portId();
        return seen.id();
    }

    private Set<String> sets() {
        var names = new TreeSet<String>();
        list(
                GET_SETS,
                () -> {},
                message ->
                        message.attribute(SET)
                                .ifPresent(name -> names.add(NetlinkReader.string(name))));
        return names;
    }

    private int rules() {
        var count = new int[1];
        list(GET_RULES, () -> {}, _ -> count[0]++);
        return count[0];
    }

    private boolean list(String set, Shape shape, Consumer<Element> each) {
        return list(
                GET_ELEMENTS,
                () -> out.string(SET, set),
                message ->
                        message.attribute(ELEMENTS)
                                .ifPresent(list -> codec.read(list, set, shape).forEach(each)));
    }

    /// Returns false when the listing was interrupted by a change.
    private boolean list(int type, Runnable narrowed, Consumer<NetlinkReader> each) {
        out.clear();
        out.begin(type, DUMP, family, 0);
        out.string(TABLE, Skeleton.TABLE);
        narrowed.run();
        out.end();
        socket().send(out.written());
        var consistent = new boolean[] {true};
        var done = new boolean[1];
        while (!done[0]) {
            consistent[0] &=
                    socket().receive(message -> {
                        consistent[0] &= !message.isInterrupted();
                        switch (message.type()) {
                            case NetlinkReader.DONE -> done[0] = true;
                            case NetlinkReader.ERROR -> {
                                done[0] = true;
                                consistent[0] = false;
                            }
                            default -> each.accept(message);
                        }
                    });
        }
        return consistent[0];
    }

    private NetlinkSocket socket() {
        if (socket == null) {
            socket = new NetlinkSocket();
        }
        return socket;
    }

    private static int type(int operation) {
        return TABLES << 8 | operation;
    }

    @Override
    public void close() {
        if (strangers != null) {
            strangers.close();
        }
        if (socket != null) {
            socket.close();
        }
    }
}
