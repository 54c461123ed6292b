package io.nodebus.bus.kafka;

import io.nodebus.bus.Bus;
import io.nodebus.bus.NotLeading;
import io.nodebus.bus.Said;
import io.nodebus.contracts.plane.LeaderState.Leads;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Of several instances of a fleet service all follow, and one leads (design §6).
///
/// ```
/// var election = new Election(bus, Candidacy.withTransactions(LeaderState.AUTOSCALER, outputs));
/// var loop = new DecisionLoop<>(..., election.bus(), ...).follow();
/// election.join(address, new Candidate() { leads -> loop.lead(...), follows -> loop.follow() });
/// ```
///
/// The leader is who has the one partition of `leader.<service>` in its classic group. Its order at
/// takeover: shut out the last leader's transactions, find the highest epoch in own outputs, write
/// the next one, and only then lead. It is deposed when the group takes the partition away, when
/// its transactions are shut out, or when a higher epoch is heard. May be used from any context.
public final class Election {
    private final KafkaBus bus;
    private final Candidacy candidacy;
    private final Bus leaders = new LeadersBus();
    private @Nullable Member member;

    public Election(KafkaBus bus, Candidacy candidacy) {
        this.bus = bus;
        this.candidacy = candidacy;
    }

    /// The bus for whoever stands: it hears what everybody hears, and says in this instance's term.
    /// Without one, or when the term ends meanwhile, saying fails with [NotLeading].
    public Bus bus() {
        return leaders;
    }

    /// Stands for election. Completes when it does; whether and when it is won, the candidate is
    /// told.
    ///
    /// @param address where this instance's HTTP API answers, for standbys that pass writes on
    public Future<Void> join(String address, Candidate candidate) {
        if (member != null) {
            throw new IllegalStateException("stands already for " + candidacy.service());
        }
        member = new Member(bus, candidacy, address, candidate);
        return bus.vertx().deployVerticle(member).mapEmpty();
    }

    /// Stands no more; the next leader is found at once.
    public Future<Void> leave() {
        return member == null
                ? Future.succeededFuture()
                : bus.vertx().undeploy(member.deploymentID());
    }

    /// Who leads, as far as it is known here.
    public Optional<Leads> leader() {
        return member == null ? Optional.empty() : member.leader();
    }

    private final class LeadersBus implements Bus {
        @Override
        public Future<Void> say(List<Said<?>> records) {
            return member == null
                    ? Future.failedFuture(new NotLeading(candidacy.service()))
                    : bus.say(records, member::say);
        }

        @Override
        public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
            return bus.hear(ears, listener);
        }

        @Override
        public int partitions() {
            return bus.partitions();
        }
    }
}
