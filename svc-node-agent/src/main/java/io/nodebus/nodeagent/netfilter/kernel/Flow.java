package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import io.nodebus.nodeagent.netfilter.nftables.Target;
import java.nio.ByteBuffer;

/// A flow of UDP that the kernel keeps where it once went.
///
/// @param to what the client talks to
/// @param answers who answers it
/// @param tuple by which the kernel knows it
record Flow(Address to, Port port, Target answers, ByteBuffer tuple) {}
