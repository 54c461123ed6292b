package io.nodebus.compose.fleet;

import io.nodebus.api.Api;
import io.nodebus.bus.kafka.Candidate;
import io.nodebus.bus.kafka.Leadership;
import io.nodebus.bus.kafka.LoopCandidate;
import io.nodebus.contracts.plane.LeaderState.Leads;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/// svc-api's instance of this process: while another one leads, whoever comes is passed on to it.
/// Confined to the election's context.
final class ApiCandidate implements Candidate {
    private final Api api;
    private final Promise<Void> serves = Promise.promise();
    private Optional<String> elsewhere = Optional.empty();
    private boolean leads;

    ApiCandidate(Api api) {
        this.api = api;
    }

    /// Completes when requests are taken, here or by a leader that is known.
    Future<Void> serves() {
        return serves.future();
    }

    @Override
    public void leads(Leadership leadership) {
        leads = true;
        api.lead(leadership.epoch(), leadership.stamps())
                .onSuccess(_ -> serves.tryComplete())
                .onFailure(cause -> LoopCandidate.unled(leadership, cause));
    }

    @Override
    public void follows(String because) {
        leads = false;
        api.follow(elsewhere);
    }

    /// What an earlier life of this instance wrote names ourselves: nobody is to be passed on to
    /// who passes on to us.
    @Override
    public void learns(Optional<Leads> leader) {
        elsewhere = leader.map(Leads::address).filter(address -> !address.equals(api.address()));
        if (!leads) {
            api.follow(elsewhere);
            if (elsewhere.isPresent()) {
                serves.tryComplete();
            }
        }
    }
}
