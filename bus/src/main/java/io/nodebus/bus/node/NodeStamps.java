package io.nodebus.bus.node;

import io.nodebus.bus.Stamps;
import io.nodebus.bus.journal.NodeLife;
import io.nodebus.contracts.stamp.Stamp;

/// Numbers what the writers of one node say in one life. Shared by them, on any context: a stamp is
/// the id of a record, and no two records of a node may have the same.
public final class NodeStamps implements Stamps {
    private NodeLife life;
    private long seq;

    NodeStamps(NodeLife life) {
        this.life = life;
    }

    @Override
    public synchronized Stamp.ByNode next() {
        return new Stamp.ByNode(life.nodeUid(), life.boot(), ++seq);
    }

    public synchronized NodeLife life() {
        return life;
    }

    /// Whether a stamp of this node's was not given by it in this life or an earlier one: its
    /// journal was copied, or set back.
    synchronized boolean isFromTheFuture(Stamp stamp) {
        return stamp instanceof Stamp.ByNode(var uid, var boot, var number)
                && uid.equals(life.nodeUid())
                && (boot > life.boot() || boot == life.boot() && number > seq);
    }

    /// What is said from now on is newer than anything said in that life.
    synchronized NodeLife overtake(long boot) {
        if (boot >= life.boot()) {
            life = new NodeLife(life.nodeUid(), boot + 1);
            seq = 0;
        }
        return life;
    }
}
