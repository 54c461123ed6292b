package io.nodebus.nodeagent;

import io.nodebus.nodeagent.pods.Crash;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// Ends this process without notice at one step, as `kill -9` would, so that tests know where it
/// died. Once per node folder: the process that comes after it lives.
record CrashOnce(Step step, Path mark) implements Crash {
    /// What the shell says of a process that was ended by SIGKILL.
    private static final int KILLED = 137;

    static Crash of(NodeAgentSettings settings) {
        return settings.crashAt()
                .<Crash>map(
                        name -> new CrashOnce(step(name), settings.nodeDir().resolve("crashed")))
                .orElse(Crash.NEVER);
    }

    private static Step step(String name) {
        try {
            return Step.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "crash-at must be one of %s, got %s"
                            .formatted(Arrays.toString(Step.values()), name),
                    e);
        }
    }

    @Override
    public void at(Step reached) {
        if (reached == step && isFirst()) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private boolean isFirst() {
        try {
            Files.createFile(mark);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("cannot note the crash in " + mark, e);
        }
    }
}
