package io.nodebus.nodeagent.netfilter.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Left as it is written, right as iptables-save prints it.
class FoundTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " === ",
            quoteCharacter = '\0',
            value = {
                "-j MARK --xor-mark 0x4000 === -j MARK --set-xmark 0x4000/0x0",
                "-j MARK --or-mark 0x4000 === -j MARK --set-xmark 0x4000/0x4000",
                "-m comment --comment ns1/svc1:p80 -s 10.180.0.1 -j KUBE-MARK-MASQ === -s"
                        + " 10.180.0.1/32 -m comment --comment \"ns1/svc1:p80\" -j KUBE-MARK-MASQ",
                "-m comment --comment \"a b\" -m tcp -p tcp -d 172.30.0.41 --dport 80 ! -s"
                        + " 10.0.0.0/8 -j X === ! -s 10.0.0.0/8 -d 172.30.0.41/32 -p tcp -m comment"
                        + " --comment \"a b\" -m tcp --dport 80 -j X",
                "-m statistic --mode random --probability 0.3333333333 -j X === -m statistic --mode"
                        + " random --probability 0.33333333349 -j X",
                "-m recent --name X --rcheck --seconds 60 --reap -j X === -m recent --rcheck"
                        + " --seconds 60 --reap --name X --mask 255.255.255.255 --rsource -j X",
                "-p tcp -j REJECT === -p tcp -j REJECT --reject-with icmp-port-unreachable",
                "-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP === -m conntrack !"
                        + " --ctstate ESTABLISHED,RELATED,DNAT -j DROP",
            })
    void whatIsPrintedOtherwiseSaysTheSame(String written, String printed) {
        assertEquals(Found.said(written), Found.said(printed));
    }

    @Test
    void whatSaysSomethingElseDoesNot() {
        assertNotEquals(Found.said("-s 10.0.0.1 -j X"), Found.said("! -s 10.0.0.1 -j X"));
        assertNotEquals(Found.said("-s 10.0.0.1 -j X"), Found.said("-s 10.0.0.1/24 -j X"));
        assertNotEquals(
                Found.said("-m statistic --mode random --probability 0.3333333333 -j X"),
                Found.said("-m statistic --mode random --probability 0.3333333000 -j X"));
        assertNotEquals(Found.said("-j X"), Found.said("-j X -m comment --comment -j"));
    }
}
