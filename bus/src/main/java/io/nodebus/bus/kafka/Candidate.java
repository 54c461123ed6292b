package io.nodebus.bus.kafka;

/// An instance that may lead. Told on the election's context, and must not block it.
public interface Candidate {
    /// Won: inputs and own outputs are to be read to the ends they have from now on, then it is
    /// this instance that decides.
    void leads(Leadership leadership);

    /// Lost, or never won: nothing is to be carried out any more.
    ///
    /// @param because one sentence
    void follows(String because);
}
