package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A journal's file, held by one process. The lock is on a file of its own beside it, because a
/// POSIX lock is lost as soon as the process closes any descriptor of the locked file.
final class PreallocatedFile implements Bytes {
    private static final int PIECE = 64 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final Durability durability;

    private PreallocatedFile(
            Path file,
            FileChannel channel,
            FileChannel lockChannel,
            FileLock lock,
            Durability durability) {
        this.durability = durability;
        this.file = file;
        this.channel = channel;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /// Opens the file, or makes an empty one.
    ///
    /// @throws JournalHeld when another process has it
    static PreallocatedFile open(Path file, Durability durability) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var lockFile = file.resolveSibling(file.getFileName() + ".lock");
        var lockChannel = channel(lockFile);
        try {
            var lock = lock(lockChannel, file);
            return new PreallocatedFile(file, channel(file), lockChannel, lock, durability);
        } catch (IOException e) {
            lockChannel.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            throw new JournalHeld(file, e);
        }
        throw new JournalHeld(file, null);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void take(long bytes) throws IOException {
        Preallocation.take(file, channel, bytes);
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
        for (var to = at; from.hasRemaining(); ) {
            var piece = piece(from);
            to += channel.write(piece, to);
            from.position(from.position() + piece.position());
        }
    }

    @Override
    public void read(ByteBuffer into, long at) throws IOException {
        for (var from = at; into.hasRemaining(); ) {
            var piece = piece(into);
            var n = channel.read(piece, from);
            if (n < 0) {
                return;
            }
            from += n;
            into.position(into.position() + n);
        }
    }

    /// Java copies what is on the heap through a buffer of the same size, which the thread keeps
    /// for good: so no more than this at a time.
    private static ByteBuffer piece(ByteBuffer of) {
        return of.slice(of.position(), Math.min(of.remaining(), PIECE));
    }

    @Override
    public void force() throws IOException {
        switch (durability) {
            case POWER_CUT -> channel.force(false);
            case KILL -> {}
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        lock.close();
        lockChannel.close();
    }
}
