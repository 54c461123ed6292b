package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.nftables.Contents;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange.RemoveElement;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Growth;
import io.nodebus.nodeagent.netfilter.nftables.Transaction;
import io.nodebus.nodeagent.netfilter.nftables.Transaction.Part;
import java.util.ArrayList;
import java.util.List;

/// Puts something among the changes of one Service that the kernel refuses.
record Refusing(Table table, String service) implements Table {
    private static final ElementChange IMPOSSIBLE =
            new RemoveElement(new ElementKey("cluster-ips", List.of(Address.of("9.9.9.9"))));

    @Override
    public Answer commit(Transaction transaction) {
        return table.commit(
                new Transaction(transaction.parts().stream().map(this::spoiled).toList()));
    }

    private Part spoiled(Part part) {
        if (!part.service().equals(service)) {
            return part;
        }
        var changes = new ArrayList<>(part.changes());
        changes.add(IMPOSSIBLE);
        return new Part(service, changes);
    }

    @Override
    public Contents open() {
        return table.open();
    }

    @Override
    public void grow(List<Growth> growth) {
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
        table.forget(clients);
    }

    @Override
    public void close() {
        table.close();
    }
}
