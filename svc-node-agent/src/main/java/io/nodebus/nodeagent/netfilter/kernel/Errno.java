package io.nodebus.nodeagent.netfilter.kernel;

/// What Linux says when it refuses, as far as it matters here.
final class Errno {
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EINVAL = 22;
    static final int ERESTART = 85;
    static final int EOPNOTSUPP = 95;
    static final int ENOBUFS = 105;

    private Errno() {}

    static String text(int errno) {
        return switch (errno) {
            case 1 -> "EPERM, not permitted";
            case ENOENT -> "ENOENT, not there";
            case 12 -> "ENOMEM, no memory";
            case 17 -> "EEXIST, leads elsewhere";
            case EINVAL -> "EINVAL, invalid";
            case 23 -> "ENFILE, full";
            case ERESTART -> "ERESTART, overtaken";
            case 90 -> "EMSGSIZE, too long";
            case EOPNOTSUPP -> "EOPNOTSUPP, not supported";
            default -> "errno " + errno;
        };
    }
}
