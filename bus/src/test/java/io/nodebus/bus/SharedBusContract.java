package io.nodebus.bus;

import static io.nodebus.bus.Samples.heardRoute;
import static io.nodebus.bus.Samples.route;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What more is promised by a bus on which several lives of a writer speak, as Kafka is. On a
/// node's own bus a key has one writer in one life, whose numbers only grow, so nothing of its own
/// ever comes late there.
public abstract class SharedBusContract extends BusContract {
    @Test
    void whatCameLateAndStaysIsToldSoThatItsOwnerCanSayItAnew() {
        say(route("n1", 5, "new"), route("n1", 4, "late"));
        var heeded = Heeded.hears(vertx(), bus(), ROUTES).awaitStory("caught up");
        heeded.awaitStory("overtaken " + heardRoute("n1", "late"));
        assertEquals(List.of(heardRoute("n1", "new")), heeded.heard());
        say(route("n1", 3, "later"));
        heeded.awaitStory("overtaken " + heardRoute("n1", "later"));
    }
}
