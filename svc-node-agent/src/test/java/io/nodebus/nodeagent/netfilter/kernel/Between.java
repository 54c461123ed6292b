package io.nodebus.nodeagent.netfilter.kernel;

import java.util.function.UnaryOperator;

/// What stands between the room and the kernel in a test, whatever the mode.
record Between(UnaryOperator<Table> table, UnaryOperator<Tables> tables) {
    static final Between NOTHING = new Between(table -> table, tables -> tables);

    /// The kernel refuses what is written of a Service.
    static Between refusing(String service) {
        return new Between(
                table -> new Refusing(table, service),
                // It is understood, and known to be wrong only in there.
                tables -> new RefusingTables(tables, service, "-j REJECT"));
    }

    /// After so many transactions the agent is killed.
    static Between dying(int left) {
        return new Between(
                table -> new Dying(table, left), tables -> new DyingTables(tables, left));
    }
}
