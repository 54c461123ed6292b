package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.nftables.Contents;
import io.nodebus.nodeagent.netfilter.nftables.Element;
import io.nodebus.nodeagent.netfilter.nftables.ElementKey;
import io.nodebus.nodeagent.netfilter.nftables.Growth;
import io.nodebus.nodeagent.netfilter.nftables.Transaction;
import java.util.List;

/// Our table in the kernel. Whatever cannot be asked is a [KernelFailure].
interface Table extends AutoCloseable {
    /// Makes it ours, with our skeleton: anew when it is somebody else's or was tampered with.
    Contents open();

    /// Makes room that was not there from the beginning.
    void grow(List<Growth> growth);

    /// All of it or nothing.
    Answer commit(Transaction transaction);

    /// Whether others changed it since it was opened, not counting what is ours. A microsecond.
    boolean isTouched();

    /// Which clients are remembered with which endpoints.
    List<Element> clients();

    /// Those that are still remembered no longer are.
    void forget(List<ElementKey> clients);

    /// Leaves it as it is.
    @Override
    void close();
}
