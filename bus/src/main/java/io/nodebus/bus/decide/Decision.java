package io.nodebus.bus.decide;

import java.util.List;

/// What deciding on one message produced: the state to keep and the commands to carry out, in
/// order.
public record Decision<S>(S next, List<Command> commands) {
    public Decision {
        commands = List.copyOf(commands);
    }

    public static <S> Decision<S> quietly(S next) {
        return new Decision<>(next, List.of());
    }
}
