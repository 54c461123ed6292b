package io.nodebus.compose.plane;

import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Tool;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.util.List;

/// A real node of a plane, seen from outside.
public final class PlaneNode {
    private final Plane plane;
    private final PlaneFile.Member member;
    private final Toolbox tools;

    PlaneNode(Plane plane, PlaneFile.Member member, Toolbox tools) {
        this.plane = plane;
        this.member = member;
        this.tools = tools;
    }

    public String name() {
        return member.name();
    }

    public String address() {
        return member.address();
    }

    /// Process 1, as the host counts.
    public long init() {
        return member.init();
    }

    /// Kills process 1. The node boots again at once, from its disk.
    public void powerCut() throws IOException {
        plane.kill(member.name());
    }

    /// Kills process 1 and leaves the node without power.
    public void powerOff() throws IOException {
        plane.hold(member.name());
    }

    public void powerOn() throws IOException {
        plane.release(member.name());
    }

    /// What has to stand before a command to run it in the node.
    public List<String> entrance() {
        return entrance(tools, member.init());
    }

    static List<String> entrance(Toolbox tools, long init) {
        var nsenter = tools.get(Tool.NSENTER).toString();
        return List.of(nsenter, "-t", String.valueOf(init), "--net", "--mount", "--pid", "--");
    }

    /// The PATH of the node's processes.
    public String searchPath() {
        return tools.searchPath();
    }

    /// A program that runs in the node.
    public Program inside(String... command) {
        return Program.of(command).under(entrance()).with("PATH", searchPath());
    }
}
