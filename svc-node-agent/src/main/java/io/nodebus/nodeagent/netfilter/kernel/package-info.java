/// Makes Services true in the kernel of this node, in the network namespace it runs in: nf_tables
/// and conntrack, over netlink of our own, with the `nft` tool for the skeleton; or by iptables.
/// Decides nothing: what is written was planned as a value.
///
/// | what | where |
/// |---|---|
/// | what is wanted, kept true | `Nftables`, `Iptables` |
/// | one mode after the other | `Succession` |
/// | a table over netlink, claimed | `NetlinkTable` |
/// | the same by `nft -f`, for kernels that do not let us, and as the oracle in tests | `NftTable` |
/// | the tools of iptables | `IptablesCommand` |
/// | flows of endpoints that went | `Flows` |
@NullMarked
package io.nodebus.nodeagent.netfilter.kernel;

import org.jspecify.annotations.NullMarked;
