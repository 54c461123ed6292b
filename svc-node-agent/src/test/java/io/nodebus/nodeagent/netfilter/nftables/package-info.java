@NullMarked
package io.nodebus.nodeagent.netfilter.nftables;

import org.jspecify.annotations.NullMarked;
