package io.nodebus.api.admission;

import java.util.Optional;
import java.util.function.IntPredicate;

/// A run of numbers of which the first few are left to those who name theirs (KEP-3070, KEP-3668):
/// they are given out last.
///
/// Where to begin is chance, so that a number that was just given back is not the next one to be
/// given away: clients remember it for a while.
///
/// @param named how many at the start are left for those who name one
record Bands(int first, int last, int named) {
    /// The size of the first band as Kubernetes reckons it: a share of all, not too few and not too
    /// many.
    static Bands of(int first, int last, int share, int mostNamed) {
        var size = last - first + 1;
        return new Bands(
                first,
                last,
                size <= LEAST_NAMED ? 0 : Math.clamp(size / share, LEAST_NAMED, mostNamed));
    }

    private static final int LEAST_NAMED = 16;

    int size() {
        return last - first + 1;
    }

    /// One that is free; none when all are taken.
    Optional<Integer> free(int chance, IntPredicate isTaken) {
        var found = within(first + named, last, chance, isTaken);
        return found.isPresent() ? found : within(first, first + named - 1, chance, isTaken);
    }

    private static Optional<Integer> within(int from, int to, int chance, IntPredicate isTaken) {
        var size = to - from + 1;
        if (size <= 0) {
            return Optional.empty();
        }
        var start = Math.floorMod(chance, size);
        for (var i = 0; i < size; i++) {
            var number = from + (start + i) % size;
            if (!isTaken.test(number)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }
}
