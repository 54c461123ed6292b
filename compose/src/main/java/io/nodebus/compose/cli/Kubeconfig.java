package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.compose.client.Server;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "kubeconfig",
        description =
                "A kubeconfig for kubectl and friends: ./nodebus kubeconfig > f; KUBECONFIG=f"
                        + " kubectl get pods.")
final class Kubeconfig implements Callable<Integer> {
    private static final String NAME = "nodebus";

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
        var plane = Server.ofPlane(server.folder());
        var out = Console.out(spec);
        out.print(
                Yaml.of(
                        Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "Config",
                                "current-context",
                                NAME,
                                "clusters",
                                List.of(
                                        Map.of(
                                                "name",
                                                NAME,
                                                "cluster",
                                                Map.of(
                                                        "server",
                                                        plane.address().toString(),
                                                        "certificate-authority-data",
                                                        Base64.getEncoder()
                                                                .encodeToString(
                                                                        plane.ca()
                                                                                .getBytes(
                                                                                        UTF_8))))),
                                "users",
                                List.of(
                                        Map.of(
                                                "name",
                                                NAME,
                                                "user",
                                                Map.of("token", plane.token()))),
                                "contexts",
                                List.of(
                                        Map.of(
                                                "name",
                                                NAME,
                                                "context",
                                                Map.of("cluster", NAME, "user", NAME))))));
        out.flush();
        return 0;
    }
}
