package io.nodebus.nodeagent;

import io.nodebus.nodeagent.host.RuntimeLook;
import io.nodebus.nodeagent.network.Network;
import io.nodebus.nodeagent.network.NetworkFailure;
import io.nodebus.nodeagent.registration.NodeNews;
import io.nodebus.nodeagent.registration.NodeOrder;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import java.util.function.Consumer;

/// The way from an order about the node itself to its news.
record NodeOrders(RuntimeLook look, Network network) {
    static NodeOrders of(NodeAgentSettings settings, ContainerRuntime runtime) {
        return new NodeOrders(
                new RuntimeLook(runtime),
                new Network(settings.cniConfDir(), settings.cniStateDir()));
    }

    /// Begins to carry an order out and returns at once.
    void begin(NodeOrder order, Consumer<Object> tell) {
        Thread.ofVirtual()
                .name(order.getClass().getSimpleName())
                .start(() -> tell.accept(carriedOut(order)));
    }

    private NodeNews carriedOut(NodeOrder order) {
        return switch (order) {
            case NodeOrder.LookAtRuntime _ -> look.look();
            case NodeOrder.MakeNetwork make -> made(make);
        };
    }

    private NodeNews made(NodeOrder.MakeNetwork make) {
        try {
            network.make(make.plan());
            return new NodeNews.NetworkMade();
        } catch (NetworkFailure e) {
            return new NodeNews.NetworkFailed(String.valueOf(e.getMessage()));
        }
    }
}
