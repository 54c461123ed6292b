package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.iptables.Found;
import io.nodebus.nodeagent.netfilter.iptables.Restore;

/// The tables of iptables in the kernel. Whatever cannot be asked is a [KernelFailure].
interface Tables extends AutoCloseable {
    Found read();

    /// Table by table all of it or nothing.
    Answer restore(Restore restore);

    /// Whether it is understood. Changes nothing.
    Answer test(Restore restore);

    /// Whether others were there since the last reading, as far as that is told without one.
    boolean isTouched();

    /// Leaves them as they are.
    @Override
    void close();
}
