package io.nodebus.bus.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {
    @TempDir private Path folder;

    @Test
    void aProcessIsReadyWhenItSaysSoEndsInOrderAndIsTheSameBusAgain() throws Exception {
        var data = folder.resolve("data");
        try (var broker = BrokerProcess.start(data)) {
            var before = clusterId(broker.bootstrap());
            assertEquals(143, broker.terminate(), "128 and SIGTERM");
            assertTrue(Files.exists(data.resolve("broker.log")));
            broker.restart();
            assertEquals(before, clusterId(broker.bootstrap()));
            broker.kill();
            broker.wipe();
            broker.restart();
            assertNotEquals(before, clusterId(broker.bootstrap()));
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (var first = Broker.start(folder.resolve("a"), 0)) {
            var port = Integer.parseInt(first.bootstrap().replaceFirst(".*:", ""));
            var refused =
                    assertThrows(
                            BrokerFailure.class, () -> Broker.start(folder.resolve("b"), port));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .startsWith("no broker on 127.0.0.1:" + port + " "),
                    refused::getMessage);
        }
    }

    private static String clusterId(String bootstrap) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.describeCluster().clusterId().get();
        }
    }
}
