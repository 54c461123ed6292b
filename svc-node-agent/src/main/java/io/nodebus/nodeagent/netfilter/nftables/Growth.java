package io.nodebus.nodeagent.netfilter.nftables;

import java.util.List;

/// What the skeleton has once per number: made when the first Service asks for it, and left.
public sealed interface Growth {
    /// Room for Services of so many endpoints.
    record Size(Space space, int endpoints) implements Growth {
        @Override
        public List<String> sets() {
            return List.of(space.size(endpoints));
        }
    }

    /// Room for Services that remember a client so long.
    record Sticky(int seconds) implements Growth {
        @Override
        public List<String> sets() {
            return List.of(SetNames.sticky(seconds), SetNames.stickyNodePort(seconds));
        }
    }

    /// The sets by which it is known to be there.
    List<String> sets();
}
