package io.nodebus.nodeagent.netfilter.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The `nft` tool. Each run is one transaction.
///
/// @param patience after which a run is ended
record NftCommand(String program, Duration patience) {
    NftCommand() {
        this("nft", Duration.ofSeconds(60));
    }

    /// @throws KernelFailure in the tool's words, also when there is no tool
    void run(String text) {
        var _ = nft(text, "-f", "-");
    }

    /// Whether it could be run.
    ///
    /// @throws KernelFailure when not
    void check(String text) {
        var _ = nft(text, "-c", "-f", "-");
    }

    String list(String table) {
        return nft("", "list", "table " + table);
    }

    /// `table ip kube-proxy`, each.
    List<String> tables() {
        return nft("", "list", "tables").lines().toList();
    }

    private String nft(String input, String... words) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(words));
        var ran = new Tool(patience).run(input, command);
        if (!ran.isDone()) {
            throw new KernelFailure("nft: " + ran.firstLine());
        }
        return ran.printed();
    }
}
