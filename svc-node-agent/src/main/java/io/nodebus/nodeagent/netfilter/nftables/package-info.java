/// Services as nftables has them, in the "sizes" layout: a skeleton that knows no Service, and
/// elements. Services appear in elements, never in rules.
///
/// | what | where |
/// |---|---|
/// | the skeleton, as nft text | `Skeleton` |
/// | ports to elements, changes to transactions | `Ports` |
/// | a transaction as nft text | `NftText` |
///
/// Knows neither netlink nor processes: a transaction is a value.
@Pure
@NullMarked
package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
