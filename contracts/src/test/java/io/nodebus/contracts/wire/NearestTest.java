package io.nodebus.contracts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN =
            List.of("image", "imagePullPolicy", "name", "command", "args", "env");

    @Test
    void findsTheNameWithOneLetterWrong() {
        assertEquals(Optional.of("image"), Nearest.to("imgae", KNOWN));
        assertEquals(Optional.of("command"), Nearest.to("comand", KNOWN));
    }

    @Test
    void letterCaseDoesNotCount() {
        assertEquals(Optional.of("imagePullPolicy"), Nearest.to("imagepullpolicy", KNOWN));
    }

    @Test
    void hasNoGuessWhenNothingIsNear() {
        assertEquals(Optional.empty(), Nearest.to("volumes", KNOWN));
        assertEquals("", Nearest.hint("volumes", KNOWN));
    }

    @Test
    void ofTwoEquallyNearTheFirstByNameWins() {
        assertEquals(Optional.of("cat"), Nearest.to("bat", List.of("rat", "cat")));
    }

    @Test
    void asksWhetherTheNearestWasMeant() {
        assertEquals(", did you mean \"args\"?", Nearest.hint("arg", KNOWN));
    }
}
