package io.nodebus.nodeagent.cri;

import io.nodebus.cri.v1.AttachRequest;
import io.nodebus.cri.v1.ExecRequest;
import io.nodebus.cri.v1.ExecSyncRequest;
import io.nodebus.cri.v1.PortForwardRequest;
import io.nodebus.nodeagent.runtime.ExecResult;
import java.time.Duration;
import java.util.List;

/// The CRI's calls that run something in a container or reach into it.
final class Processes {
    /// The runtime ends the command itself when the time is over; past this it hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Wire wire;

    Processes(Wire wire) {
        this.wire = wire;
    }

    ExecResult exec(String containerId, List<String> command, Duration timeout) {
        var request =
                ExecSyncRequest.newBuilder()
                        .setContainerId(containerId)
                        .addAllCmd(command)
                        .setTimeout(Containers.wholeSeconds(timeout))
                        .build();
        var answer = wire.runtime(timeout.plus(PATIENCE), stub -> stub.execSync(request));
        return new ExecResult(
                answer.getStdout().toStringUtf8(),
                answer.getStderr().toStringUtf8(),
                answer.getExitCode());
    }

    String execUrl(String containerId, List<String> command, boolean tty, boolean stdin) {
        var request =
                ExecRequest.newBuilder()
                        .setContainerId(containerId)
                        .addAllCmd(command)
                        .setTty(tty)
                        .setStdin(stdin)
                        .setStdout(true)
                        .setStderr(hasOwnStderr(tty))
                        .build();
        return wire.runtime(stub -> stub.exec(request)).getUrl();
    }

    String attachUrl(String containerId, boolean tty, boolean stdin) {
        var request =
                AttachRequest.newBuilder()
                        .setContainerId(containerId)
                        .setTty(tty)
                        .setStdin(stdin)
                        .setStdout(true)
                        .setStderr(hasOwnStderr(tty))
                        .build();
        return wire.runtime(stub -> stub.attach(request)).getUrl();
    }

    String portForwardUrl(String sandboxId, List<Integer> ports) {
        var request =
                PortForwardRequest.newBuilder()
                        .setPodSandboxId(sandboxId)
                        .addAllPort(ports)
                        .build();
        return wire.runtime(stub -> stub.portForward(request)).getUrl();
    }

    /// A terminal has one output; the runtime refuses a request for two.
    private static boolean hasOwnStderr(boolean tty) {
        return !tty;
    }
}
