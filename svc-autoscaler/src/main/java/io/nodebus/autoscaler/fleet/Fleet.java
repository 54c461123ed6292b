package io.nodebus.autoscaler.fleet;

/// Everything svc-autoscaler knows. Confined to its loop's context, so nothing in it is locked.
///
/// @param memory what is kept when everything else is heard anew
public record Fleet(Nodes nodes, Pods pods, Backlog backlog, Vigil vigil, Memory memory) {
    /// One that has heard nothing in this life.
    public static Fleet unheard(Memory memory) {
        var nodes = new Nodes();
        return new Fleet(nodes, new Pods(nodes, memory), new Backlog(), Vigil.DEAF, memory);
    }

    public Fleet with(Vigil next) {
        return new Fleet(nodes, pods, backlog, next, memory);
    }

    /// Whether anything may be decided: what was said before is known, and it was said on this
    /// plane.
    public boolean mayDecide() {
        return vigil.caughtUp() && memory.foreign().isEmpty();
    }

    /// Everything is looked at again.
    public void touchAll() {
        nodes.touchAll();
        pods.touchAll();
    }
}
