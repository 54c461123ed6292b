package io.nodebus.nodeagent.names;

/// The numbers of what is known of a name.
public final class RecordType {
    public static final int A = 1;
    public static final int SOA = 6;
    public static final int AAAA = 28;
    public static final int SRV = 33;
    public static final int OPT = 41;
    public static final int ANY = 255;

    private RecordType() {}
}
