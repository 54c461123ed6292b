package planted.imagegc.disk;

import io.grpc.StandIn;
import planted.imagegc.ImageGc;
import planted.imagegc.left.Left;

/// Imports its root, another edge, gRPC; starts a process and reads the environment.
public final class Disk {
    private Disk() {}

    public static ProcessBuilder df(Left left, StandIn channel) {
        ImageGc.end();
        return new ProcessBuilder(System.getenv("DF"), left.toString(), channel.toString());
    }
}
