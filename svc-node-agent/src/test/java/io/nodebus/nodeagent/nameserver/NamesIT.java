package io.nodebus.nodeagent.nameserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nodebus.bus.Await;
import io.nodebus.nodeagent.box.InNamespace;
import io.nodebus.nodeagent.box.NodeBox;
import io.nodebus.nodeagent.box.Shell;
import io.nodebus.nodeagent.cri.Containerd;
import io.nodebus.nodeagent.names.Directory;
import io.nodebus.nodeagent.nameserver.NameServer.Door;
import io.nodebus.nodeagent.runtime.Configs;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import io.nodebus.nodeagent.services.Things;
import io.nodebus.nodeagent.truth.OwnPods;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A pod of a real containerd asks by its own resolver and its own resolv.conf, and the node's link
/// without an address answers.
class NamesIT {
    private static final String ADDRESS = "169.254.20.10";

    @Test
    void aPodFindsAServiceByItsShortName() throws Exception {
        var missing = NodeBox.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (var box = NodeBox.open();
                var containerd = new Containerd(box.socket())) {
            Await.until(() -> containerd.image(NodeBox.BUSYBOX).isPresent(), () -> "no image");
            InNamespace.run(box, () -> answersWhile(() -> asks(box, containerd)));
        }
    }

    /// On the node's address, in the node's network: threads of this Vert.x begin there.
    private static void answersWhile(InNamespace.Work work) throws Exception {
        Shell.run(Path.of("/"), List.of("ip", "address", "replace", ADDRESS + "/32", "dev", "lo"));
        var directory = new Directory("cluster.local", new OwnPods("n1", "N"));
        directory.port(
                "default/web",
                "default/web/tcp-80/ipv4",
                Optional.of(Things.head("default/web/tcp-80/ipv4", List.of("10.96.0.10", "http"))));
        directory.name(
                "data/db", Optional.of(Things.headless(List.of("db-0=10.64.7.9/n2/p1/sql:5432"))));
        var vertx = Vertx.vertx();
        try {
            Await.done(
                    vertx.deployVerticle(
                            new NameServer(
                                    new Door(ADDRESS, 53, List.of()),
                                    question ->
                                            Future.succeededFuture(directory.answer(question)))));
            work.run();
        } finally {
            Await.done(vertx.close());
        }
    }

    private static void asks(NodeBox box, Containerd containerd) throws IOException {
        var plain = Configs.sandbox("asker", 0, box.cgroup());
        var config =
                new SandboxConfig(
                        plain.namespace(),
                        plain.name(),
                        plain.uid(),
                        0,
                        plain.hostname(),
                        plain.logDirectory(),
                        plain.cgroupParent(),
                        plain.labels(),
                        plain.annotations(),
                        Optional.of(
                                new SandboxConfig.Dns(
                                        List.of(ADDRESS),
                                        List.of(
                                                "default.svc.cluster.local",
                                                "svc.cluster.local",
                                                "cluster.local"),
                                        List.of("ndots:5"))));
        var sandbox = containerd.runSandbox(config);
        Files.createDirectories(box.seen(config.logDirectory()));
        var id =
                containerd.createContainer(
                        sandbox,
                        config,
                        Configs.container("main", 0, NodeBox.BUSYBOX, "sleep", "3600"));
        containerd.startContainer(id);
        assertEquals(
                """
                search default.svc.cluster.local svc.cluster.local cluster.local
                nameserver 169.254.20.10
                options ndots:5
                """,
                said(containerd, id, "cat /etc/resolv.conf"));
        says(containerd, id, "ping -c 1 -W 1 web", "PING web (10.96.0.10)");
        says(containerd, id, "ping -c 1 -W 1 db-0.db.data", "PING db-0.db.data (10.64.7.9)");
        says(containerd, id, "ping -c 1 -W 1 nobody", "bad address 'nobody'");
        says(
                containerd,
                id,
                "nslookup -type=srv _http._tcp.web.default.svc.cluster.local",
                "80 web.default.svc.cluster.local");
    }

    private static void says(Containerd containerd, String id, String command, String expected) {
        var said = said(containerd, id, command);
        assertTrue(said.contains(expected), () -> command + ": " + said);
    }

    private static String said(Containerd containerd, String id, String command) {
        return containerd
                .exec(id, List.of("sh", "-c", command + " 2>&1"), Duration.ofSeconds(20))
                .stdout();
    }
}
