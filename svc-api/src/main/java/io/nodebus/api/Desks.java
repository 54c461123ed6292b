package io.nodebus.api;

import io.nodebus.api.door.Desk;
import io.nodebus.api.settings.ApiSettings;
import io.nodebus.api.view.View;
import io.nodebus.api.why.Happenings;
import io.nodebus.api.why.Story;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes desks that have heard nothing. Each begins where nothing that was ever shown is newer: a
/// version of another leader, or of a desk before this one, is never taken for one of this.
final class Desks implements Supplier<Desk> {
    private final ApiSettings settings;
    private final AtomicLong epoch;
    private final AtomicReference<@Nullable Desk> last = new AtomicReference<>();

    /// @param epoch of the leader, read whenever a desk is made
    Desks(ApiSettings settings, AtomicLong epoch) {
        this.settings = settings;
        this.epoch = epoch;
    }

    @Override
    public Desk get() {
        var before = last.get();
        var shown = before == null ? 0 : before.view().version();
        var desk =
                new Desk(
                        new View(
                                View.firstOf(epoch.get(), shown),
                                settings.watchRing(),
                                settings.eventsKept()),
                        new Story(settings.storyObjects()),
                        new Happenings(settings.happeningsKept()));
        last.set(desk);
        return desk;
    }
}
