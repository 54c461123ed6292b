package io.nodebus.proxyrules.scenario;

/// What came of one flow of a scenario.
public sealed interface Outcome {
    Flow flow();

    record Passed(Flow flow) implements Outcome {}

    /// @param got where it ended instead
    record Failed(Flow flow, String got) implements Outcome {}

    /// Nobody looked.
    ///
    /// @param why what it hangs on that is not there yet
    record NotCovered(Flow flow, String why) implements Outcome {}
}
