package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.kernel.Node.Way;

class IptablesPacketsIT extends PacketsContract {
    IptablesPacketsIT() {
        super(Way.IPTABLES_NFT);
    }
}
