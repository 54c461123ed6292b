package io.nodebus.nodeagent;

import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.services.ServiceNews;
import io.nodebus.nodeagent.services.ServiceOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// The way from an order about Services to its news. Calls to the kernel come one at a time, in the
/// order they were given, on a thread of their own.
final class ServiceOrders implements AutoCloseable {
    private final Netfilter netfilter;
    private final ExecutorService thread;

    ServiceOrders(Netfilter netfilter) {
        this.netfilter = netfilter;
        // A platform thread: a call into the kernel would hold the carrier of a virtual one.
        ThreadFactory one = Thread.ofPlatform().name("netfilter").daemon().factory();
        thread = Executors.newSingleThreadExecutor(one);
    }

    /// Begins to carry an order out and returns at once.
    void begin(ServiceOrder order, Consumer<Object> tell) {
        thread.execute(() -> tell.accept(carriedOut(order)));
    }

    ServiceNews carriedOut(ServiceOrder order) {
        try {
            return new ServiceNews(
                    order.number(),
                    switch (order) {
                        case ServiceOrder.Load(_, var wanted) ->
                                Optional.of(netfilter.load(wanted));
                        case ServiceOrder.Commit(_, var changes) ->
                                Optional.of(netfilter.commit(changes));
                        case ServiceOrder.Repair _ -> netfilter.repair();
                    });
        } catch (RuntimeException e) {
            // A fault of ours. An order without an answer would be the last.
            return new ServiceNews(
                    order.number(), Optional.of(new Outcome.Failed(Duration.ZERO, e.toString())));
        }
    }

    /// What was begun is carried out to its end. The rules stay.
    @Override
    public void close() {
        thread.close();
        netfilter.close();
    }
}
