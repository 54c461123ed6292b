package io.nodebus.bus.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerArgumentsTest {
    @Test
    void aFolderAndAPortAreNeeded() {
        var settings = BrokerArguments.of("--dir", "/var/lib/nodebus/broker", "--port", "9092");
        assertEquals(Path.of("/var/lib/nodebus/broker"), settings.folder());
        assertEquals(9092, settings.port());
        refused("needs both of --dir FOLDER --port PORT", "--port", "0");
    }

    @Test
    void whatIsWrongIsNamed() {
        refused("--port must be from 0 to 65535, got 65536", "--dir", "/x", "--port", "65536");
        refused("--port must be from 0 to 65535, got many", "--dir", "/x", "--port", "many");
        refused("unknown argument --prot: --dir FOLDER --port PORT", "--prot", "1");
        refused("--dir needs a value: --dir FOLDER --port PORT", "--dir");
    }

    private static void refused(String message, String... args) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> BrokerArguments.of(args))
                        .getMessage());
    }
}
