package io.nodebus.compose.scratch;

import io.nodebus.compose.plane.PlaneNode;
import java.util.List;

/// What containerd's own client sees on a node.
public record Ctr(PlaneNode node) {
    private static final String RUNNING = "RUNNING";

    /// A container that runs.
    ///
    /// @param pid as the node counts
    public record Task(String container, long pid) {}

    /// The containers of a pod that run, without its sandbox.
    public List<Task> running(String pod) {
        var ids = ask("containers", "ls", "-q", filter(pod)).lines().map(String::strip).toList();
        return ask("tasks", "ls")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 3 && words[2].equals(RUNNING))
                .filter(words -> ids.contains(words[0]))
                .map(words -> new Task(words[0], Long.parseLong(words[1])))
                .toList();
    }

    private static String filter(String pod) {
        return "labels.\"io.kubernetes.pod.name\"==%s,labels.\"io.cri-containerd.kind\"==container"
                .formatted(pod);
    }

    /// Runs a program in a container. Answers what it printed, and what it complained about.
    public String inside(Task task, String... command) {
        var exec = "exec-" + System.nanoTime();
        var words = node.inside("ctr", "-n", "k8s.io", "tasks", "exec", "--exec-id", exec);
        return words.and(task.container()).and(command).run().out();
    }

    /// SIGKILL.
    public void kill(Task task) {
        node.inside("kill", "-9", String.valueOf(task.pid())).output();
    }

    private String ask(String... words) {
        return node.inside("ctr", "-n", "k8s.io").and(words).output();
    }
}
