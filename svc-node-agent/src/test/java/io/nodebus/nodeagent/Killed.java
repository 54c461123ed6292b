package io.nodebus.nodeagent;

/// The agent's process ended here. An error, so that nothing of the agent catches it.
final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String where) {
        super("killed " + where, null, false, false);
    }
}
