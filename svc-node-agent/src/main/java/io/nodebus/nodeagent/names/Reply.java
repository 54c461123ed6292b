package io.nodebus.nodeagent.names;

import java.util.List;

/// What is said to a question.
///
/// @param ours whether the name lies in our zone
/// @param additional what the next question would be about
public record Reply(
        Code code,
        boolean ours,
        List<Entry> answers,
        List<Entry> authority,
        List<Entry> additional) {
    public Reply {
        answers = List.copyOf(answers);
        authority = List.copyOf(authority);
        additional = List.copyOf(additional);
    }

    /// Spelled as tools print them.
    public enum Code {
        NOERROR(0),
        FORMERR(1),
        SERVFAIL(2),
        NXDOMAIN(3),
        NOTIMP(4),
        REFUSED(5),
        BADVERS(16);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /// Nothing but a code.
    public static Reply of(Code code) {
        return new Reply(code, false, List.of(), List.of(), List.of());
    }

    /// Somebody else may know.
    public boolean isElsewhere() {
        return !ours && code == Code.REFUSED;
    }

    static Reply found(List<Entry> answers, List<Entry> additional) {
        return new Reply(Code.NOERROR, true, answers, List.of(), additional);
    }

    /// There is the name, or not even that.
    static Reply nothing(Code code, Entry authority) {
        return new Reply(code, true, List.of(), List.of(authority), List.of());
    }
}
