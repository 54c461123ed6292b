package io.nodebus.compose.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where each tool was found: on the PATH or where systems keep such programs, else in the cache.
///
/// @param cache a root of unpacked packages
/// @param path folders of the PATH
public record Toolbox(Path cache, List<Path> path, Map<Tool, Path> found) {
    private static final Path HOST = Path.of("/");

    public Toolbox {
        path = List.copyOf(path);
        found = Map.copyOf(found);
    }

    /// @param path as in the environment: folders between colons
    public static Toolbox look(Path cache, String path) {
        var folders =
                Stream.of(path.split(":", -1))
                        .filter(f -> f.startsWith("/"))
                        .map(Path::of)
                        .toList();
        var found = new EnumMap<Tool, Path>(Tool.class);
        for (var tool : Tool.values()) {
            places(tool, cache, folders)
                    .filter(file -> serves(tool, file))
                    .findFirst()
                    .ifPresent(file -> found.put(tool, file));
        }
        return new Toolbox(cache, folders, found);
    }

    public Optional<Path> find(Tool tool) {
        return Optional.ofNullable(found.get(tool));
    }

    /// @throws ToolMissing when it is not there
    public Path get(Tool tool) {
        return find(tool).orElseThrow(() -> new ToolMissing(List.of(tool), cache));
    }

    public List<Tool> missing() {
        return Stream.of(Tool.values()).filter(tool -> !found.containsKey(tool)).toList();
    }

    /// The PATH a node's processes get: first the folders of what was found, so that containerd
    /// finds the shim and runc that belong to it.
    public String searchPath() {
        var folders = new LinkedHashSet<Path>();
        for (var tool : Tool.values()) {
            if (!tool.isPlugin() && tool != Tool.BUSYBOX) {
                find(tool).map(Path::getParent).ifPresent(folders::add);
            }
        }
        folders.addAll(path);
        return String.join(":", folders.stream().map(Path::toString).toList());
    }

    /// The folder of the CNI plugins.
    public Path plugins() {
        var folder = get(Tool.CNI_PTP).getParent();
        return folder == null ? HOST : folder;
    }

    private static Stream<Path> places(Tool tool, Path cache, List<Path> path) {
        var places = new ArrayList<Path>();
        if (!tool.isPlugin()) {
            path.forEach(folder -> places.add(folder.resolve(tool.program())));
        }
        for (var root : List.of(HOST, cache)) {
            tool.folders().forEach(f -> places.add(root.resolve(f).resolve(tool.program())));
        }
        return places.stream();
    }

    private static boolean serves(Tool tool, Path file) {
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            return false;
        }
        return tool != Tool.BUSYBOX || Elf.isStatic(file);
    }
}
