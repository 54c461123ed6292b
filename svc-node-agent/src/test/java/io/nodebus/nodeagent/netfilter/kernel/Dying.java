package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.nftables.Contents;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Growth;
import io.nodebus.nodeagent.netfilter.nftables.Transaction;
import java.util.List;

/// After so many transactions nothing is written any more, as when the agent was killed there.
final class Dying implements Table {
    private final Table table;
    private int left;

    Dying(Table table, int left) {
        this.table = table;
        this.left = left;
    }

    @Override
    public Answer commit(Transaction transaction) {
        alive();
        left--;
        return table.commit(transaction);
    }

    private void alive() {
        if (left <= 0) {
            throw new KernelFailure("killed");
        }
    }

    @Override
    public Contents open() {
        return table.open();
    }

    @Override
    public void grow(List<Growth> growth) {
        alive();
        table.grow(growth);
    }

    @Override
    public boolean isTouched() {
        return table.isTouched();
    }

    @Override
    public List<Element> clients() {
        return table.clients();
    }

    @Override
    public void forget(List<ElementKey> clients) {
        alive();
        table.forget(clients);
    }

    @Override
    public void close() {
        table.close();
    }
}
