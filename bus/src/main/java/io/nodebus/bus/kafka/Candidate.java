package io.nodebus.bus.kafka;

import io.nodebus.contracts.plane.LeaderState.Leads;
import java.util.Optional;

/// An instance that may lead. Told on the election's context, and must not block it.
public interface Candidate {
    /// Won: inputs and own outputs are to be read to the ends they have from now on, then it is
    /// this instance that decides.
    void leads(Leadership leadership);

    /// Lost, or never won: nothing is to be carried out any more.
    ///
    /// @param because one sentence
    void follows(String because);

    /// Who leads according to the topic, whenever that changes: perhaps this instance, perhaps one
    /// that is gone.
    ///
    /// @param leader empty when nobody ever led here
    default void learns(Optional<Leads> leader) {}
}
