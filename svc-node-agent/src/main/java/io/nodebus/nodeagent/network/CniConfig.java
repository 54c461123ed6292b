package io.nodebus.nodeagent.network;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The container runtime's network configuration: a veth pair per pod (`ptp`), addresses from the
/// node's own range (`host-local`).
final class CniConfig {
    private static final String NAME = "10-nodebus.conflist";

    private final Path folder;
    private final Path taken;

    CniConfig(Path folder, Path taken) {
        this.folder = folder;
        this.taken = taken;
    }

    /// Written only when it changes, and whole: the runtime watches the folder.
    void write(String podCidr) {
        var file = folder.resolve(NAME);
        var text = text(podCidr, taken);
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return;
            }
            Files.createDirectories(folder);
            var draft = folder.resolve("." + NAME + ".new");
            Files.writeString(draft, text);
            Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new NetworkFailure("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    static String text(String podCidr, Path taken) {
        return """
        {
          "cniVersion": "0.4.0",
          "name": "nodebus",
          "plugins": [
            {
              "type": "ptp",
              "ipMasq": false,
              "ipam": {
                "type": "host-local",
                "dataDir": "%s",
                "ranges": [[{"subnet": "%s"}]],
                "routes": [{"dst": "0.0.0.0/0"}]
              }
            }
          ]
        }
        """
                .formatted(taken, podCidr);
    }
}
