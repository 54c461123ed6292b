/// Makes Services true in the kernel of this node, in the network namespace it runs in: nf_tables
/// and conntrack, over netlink of our own, with the `nft` tool for the skeleton. Decides nothing:
/// what is written was planned as a value.
///
/// | what | where |
/// |---|---|
/// | what is wanted, kept true | `Nftables` |
/// | a table over netlink, claimed | `NetlinkTable` |
/// | the same by `nft -f`, for kernels that do not let us, and as the oracle in tests | `NftTable` |
/// | flows of endpoints that went | `Flows` |
@NullMarked
package io.nodebus.nodeagent.netfilter.kernel;

import org.jspecify.annotations.NullMarked;
