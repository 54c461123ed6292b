package io.nodebus.compose.cli;

import java.io.Console;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The terminal we sit at, every key passed on as it is (Ctrl-C too) until this is closed.
final class RawTerminal implements AutoCloseable {
    private final Terminal terminal;
    private final Attributes before;

    /// Hears how large the terminal is, now and whenever it changes.
    @FunctionalInterface
    interface Sizes {
        void size(int columns, int rows);
    }

    private RawTerminal(Terminal terminal, Sizes sizes) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        // The container's terminal has ended its lines already.
        var raw = terminal.getAttributes();
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(raw);
        terminal.handle(Terminal.Signal.WINCH, _ -> tell(sizes));
        tell(sizes);
    }

    static boolean isThere() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /// Asks the terminal nothing: its answers would be typed into the container.
    static RawTerminal enter(Sizes sizes) throws IOException {
        return new RawTerminal(
                TerminalBuilder.builder().system(true).graphemeCluster(false).build(), sizes);
    }

    private void tell(Sizes sizes) {
        var size = terminal.getSize();
        sizes.size(size.getColumns(), size.getRows());
    }

    @Override
    public void close() throws IOException {
        terminal.setAttributes(before);
        terminal.close();
    }
}
