package io.nodebus.autoscaler.fleet;

/// Everything svc-autoscaler knows. Confined to its loop's context, so nothing in it is locked.
public record Fleet(Nodes nodes, Pods pods, Backlog backlog, Vigil vigil) {
    /// One that has heard nothing.
    public static Fleet unheard() {
        var nodes = new Nodes();
        return new Fleet(nodes, new Pods(nodes), new Backlog(), Vigil.DEAF);
    }

    public Fleet with(Vigil next) {
        return new Fleet(nodes, pods, backlog, next);
    }

    /// Everything is looked at again.
    public void touchAll() {
        nodes.touchAll();
        pods.touchAll();
    }
}
