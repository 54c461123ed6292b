package io.nodebus.nodeagent.names;

import io.nodebus.contracts.service.IpFamily;
import java.util.List;

/// One fact about a name.
public sealed interface Entry {
    /// Answers follow pods within seconds; nobody should remember them for longer.
    int SECONDS = 5;

    /// Its labels.
    List<String> owner();

    int type();

    record Address(List<String> owner, String address) implements Entry {
        public Address {
            owner = List.copyOf(owner);
        }

        @Override
        public int type() {
            return IpFamily.of(address) == IpFamily.IPv4 ? RecordType.A : RecordType.AAAA;
        }
    }

    record Service(List<String> owner, int port, List<String> target) implements Entry {
        public Service {
            owner = List.copyOf(owner);
            target = List.copyOf(target);
        }

        @Override
        public int type() {
            return RecordType.SRV;
        }
    }

    /// Who answers for the zone; says how long it holds that there is nothing.
    record Authority(List<String> owner) implements Entry {
        public Authority {
            owner = List.copyOf(owner);
        }

        @Override
        public int type() {
            return RecordType.SOA;
        }
    }
}
