package io.nodebus.nodeagent.logformat;

/// Takes what a log request is answered with.
public interface LogSink {
    /// Something of the log is there. Said once, before anything is written.
    void begin();

    /// May wait until there is room.
    void write(Stream stream, byte[] bytes, int offset, int length);

    /// What was written is to be read now: nothing more comes for a while.
    void flush();

    /// Whether anybody still reads.
    boolean isOpen();
}
