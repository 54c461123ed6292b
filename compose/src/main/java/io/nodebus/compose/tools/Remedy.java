package io.nodebus.compose.tools;

import java.nio.file.Path;
import java.util.List;

/// How missing tools are got, in words that can be pasted into a shell.
final class Remedy {
    private Remedy() {}

    static String line(List<Tool> tools, Path cache) {
        var names = String.join(", ", tools.stream().map(Tool::program).toList());
        return "missing: %s; get them: %s".formatted(names, command(tools, cache));
    }

    static String command(List<Tool> tools, Path cache) {
        var installed = packages(tools, Tool.Way.INSTALLED);
        var unpacked = packages(tools, Tool.Way.UNPACKED);
        var unpack =
                "apt-get download %s && for deb in *.deb; do dpkg-deb -x $deb %s; done"
                        .formatted(String.join(" ", unpacked), cache);
        var install = "apt-get install " + String.join(" ", installed);
        if (installed.isEmpty()) {
            return unpack;
        }
        return unpacked.isEmpty() ? install : install + " && " + unpack;
    }

    static List<String> packages(List<Tool> tools, Tool.Way way) {
        return tools.stream()
                .filter(tool -> tool.way() == way)
                .map(Tool::debianPackage)
                .distinct()
                .toList();
    }
}
