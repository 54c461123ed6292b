@NullMarked
package io.nodebus.nodeagent.netfilter.iptables;

import org.jspecify.annotations.NullMarked;
