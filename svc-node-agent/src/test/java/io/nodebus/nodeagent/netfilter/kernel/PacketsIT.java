package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.kernel.Node.Way;

class PacketsIT extends PacketsContract {
    PacketsIT() {
        super(Way.NETLINK);
    }
}
