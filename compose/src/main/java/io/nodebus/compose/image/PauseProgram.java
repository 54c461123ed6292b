package io.nodebus.compose.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// What runs in a sandbox: a program that does nothing, for as long as the pod lives. Written out
/// as machine code because it must be static, costs a page of memory per pod, and needs no
/// compiler.
///
/// ```
/// void _start() {
///     signal(SIGCHLD, SIG_IGN);   // whoever loses its parent in a shared PID namespace is reaped
///     signal(SIGTERM, exit);      // process 1 gets no signal it has no handler for
///     for (;;) pause();
/// }
/// ```
final class PauseProgram {
    private static final long BASE = 0x400000;
    private static final int HEADERS = 64 + 56;

    private static final byte[] CODE =
            code(
                    // rt_sigaction(SIGCHLD, &ignore, 0, 8)
                    "b8 0d 00 00 00", // mov eax, 13
                    "bf 11 00 00 00", // mov edi, 17
                    "48 8d 35 37 00 00 00", // lea rsi, [rip + ignore]
                    "31 d2", // xor edx, edx
                    "41 ba 08 00 00 00", // mov r10d, 8
                    "0f 05", // syscall
                    // rt_sigaction(SIGTERM, &exit, 0, 8)
                    "b8 0d 00 00 00", // mov eax, 13
                    "bf 0f 00 00 00", // mov edi, 15
                    "48 8d 35 3c 00 00 00", // lea rsi, [rip + exit]
                    "31 d2", // xor edx, edx
                    "41 ba 08 00 00 00", // mov r10d, 8
                    "0f 05", // syscall
                    // pause:
                    "b8 22 00 00 00", // mov eax, 34
                    "0f 05", // syscall
                    "eb f7", // jmp pause
                    // handler: exit(0)
                    "b8 3c 00 00 00", // mov eax, 60
                    "31 ff", // xor edi, edi
                    "0f 05"); // syscall

    private PauseProgram() {}

    private static byte[] code(String... instructions) {
        return HexFormat.of().parseHex(String.join("", instructions).replace(" ", ""));
    }

    /// The ELF file.
    static byte[] bytes() {
        var handler = BASE + HEADERS + CODE.length - 9;
        var actions = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        // struct kernel_sigaction { handler, flags, restorer, mask }
        actions.putLong(1).putLong(0).putLong(0).putLong(0);
        actions.putLong(handler).putLong(0x04000000L).putLong(handler).putLong(0);
        var size = HEADERS + CODE.length + actions.capacity();
        var elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        fileHeader(elf);
        programHeader(elf, size);
        return elf.put(CODE).put(actions.array()).array();
    }

    private static void fileHeader(ByteBuffer elf) {
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        elf.putShort((short) 2).putShort((short) 62).putInt(1); // executable, x86-64
        elf.putLong(BASE + HEADERS).putLong(64).putLong(0); // entry, program headers, no sections
        elf.putInt(0).putShort((short) 64).putShort((short) 56).putShort((short) 1);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    }

    private static void programHeader(ByteBuffer elf, int size) {
        elf.putInt(1).putInt(5); // load, readable and executable
        elf.putLong(0).putLong(BASE).putLong(BASE);
        elf.putLong(size).putLong(size).putLong(0x1000);
    }
}
