package io.nodebus.api.door;

import io.nodebus.api.door.Request.Create;
import io.nodebus.api.door.Request.Delete;
import io.nodebus.api.door.Request.Patch;
import io.nodebus.api.door.Request.Replace;
import java.time.Instant;

/// Where requests about one kind of object are taken. Plans change nothing by themselves.
interface KindDesk {
    Plan create(Desk desk, Create request, Instant now);

    Plan replace(Desk desk, Replace request);

    Plan patch(Desk desk, Patch request);

    Plan delete(Desk desk, Delete request, Instant now);
}
