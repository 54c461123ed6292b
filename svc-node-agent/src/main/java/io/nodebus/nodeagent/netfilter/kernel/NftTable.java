package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.nftables.Contents;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Growth;
import io.nodebus.nodeagent.netfilter.nftables.NftText;
import io.nodebus.nodeagent.netfilter.nftables.Skeleton;
import io.nodebus.nodeagent.netfilter.nftables.Transaction;
import java.util.List;

/// Our table by `nft -f`, a process per transaction. It is anybody's; that others were at any table
/// is told from the generation, and then ours is read again.
final class NftTable implements Table {
    private final Skeleton skeleton;
    private final NftCommand nft = new NftCommand();
    private final NetlinkSocket socket = new NetlinkSocket();
    private final NetlinkWriter out = new NetlinkWriter();
    private int generation;

    NftTable(Skeleton skeleton) {
        this.skeleton = skeleton;
    }

    @Override
    public Contents open() {
        generation = RuleGeneration.ask(socket, out).id();
        nft.run("add table %s%n".formatted(skeleton.table()));
        var listing = new NftListing(nft.list(skeleton.table()));
        if (!listing.sets().contains(skeleton.mark())
                || listing.rules() != skeleton.rules(listing.sets())) {
            nft.run(skeleton.anew());
            generation = RuleGeneration.ask(socket, out).id();
            listing = new NftListing(nft.list(skeleton.table()));
        }
        return new Contents(listing.sets(), listing.elements());
    }

    @Override
    public void grow(List<Growth> growth) {
        nft.run(skeleton.text(growth));
        generation++;
    }

    @Override
    public Answer commit(Transaction transaction) {
        if (transaction.isEmpty()) {
            return new Answer.Done();
        }
        try {
            nft.run(NftText.of(skeleton.table(), transaction));
            generation++;
            return new Answer.Done();
        } catch (KernelFailure failure) {
            return new Answer.Refused(String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public boolean isTouched() {
        return RuleGeneration.ask(socket, out).id() != generation;
    }

    @Override
    public List<Element> clients() {
        return new NftListing(nft.list(skeleton.table())).clients();
    }

    @Override
    public void forget(List<ElementKey> clients) {
        for (var client : clients) {
            try {
                nft.run("delete element %s %s%n".formatted(skeleton.table(), client));
                generation++;
            } catch (KernelFailure expired) {
                // Forgotten without us.
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
