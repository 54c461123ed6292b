package io.nodebus.nodeagent.netfilter.kernel;

/// Counts the transactions of everybody in this network namespace.
///
/// @param portId of the socket that asked
record RuleGeneration(int id, int portId) {
    private static final int GET_GENERATION = 10 << 8 | 16;
    private static final int ID = 1;

    static RuleGeneration ask(NetlinkSocket socket, NetlinkWriter out) {
        out.clear();
        out.begin(GET_GENERATION, 0, 0, 0);
        out.end();
        socket.send(out.written());
        var seen = new RuleGeneration[1];
        socket.receive(message ->
                message.attribute(ID)
                        .ifPresent(value ->
                                seen[0] =
                                        new RuleGeneration(
                                                NetlinkReader.bigEndian(value), message.portId())));
        if (seen[0] == null) {
            throw new KernelFailure("the kernel does not tell the generation of its rules");
        }
        return seen[0];
    }
}
