package io.nodebus.imagegc;

import io.nodebus.house.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class HouseRulesTest {
    @TestFactory
    Stream<DynamicTest> house() {
        return HouseRules.tests();
    }
}
