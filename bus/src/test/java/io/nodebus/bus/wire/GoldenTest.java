package io.nodebus.bus.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.nodebus.bus.Said;
import io.nodebus.bus.wire.Opened.Event;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.topic.Members;
import io.nodebus.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What ever travelled is still read, and is written as it was.
///
/// A new message gets a file of its type's name here. A new field gets a file beside the old one,
/// `<type>+<field>.event`; the old one stays as it is, for records like it are on somebody's bus.
class GoldenTest {
    static Stream<GoldenRecord> files() {
        return GoldenRecord.all().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatTravelledIsReadAndWrittenAsItWas(GoldenRecord golden) {
        assertWrittenAsItWas(golden.topic(), golden);
    }

    private static <M> void assertWrittenAsItWas(Topic<M> topic, GoldenRecord golden) {
        var event = opened(topic, golden);
        var again =
                CloudEvents.pack(
                        new Said<>(
                                topic,
                                golden.key(),
                                event.message(),
                                event.stamp(),
                                event.said(),
                                event.source()));
        assertEquals(golden.packed().headers(), again.headers());
        assertEquals(golden.packed().value().map(Json::parse), again.value().map(Json::parse));
    }

    @Test
    void everyMessageOfTheCatalogueHasAFile() {
        var types = new TreeSet<String>();
        Catalogue.ENTRIES.forEach(
                entry -> types.addAll(Members.of(entry.topic().family()).keySet()));
        var files = new TreeSet<>(files().map(GoldenRecord::type).toList());
        types.removeAll(files);
        assertEquals(List.of(), List.copyOf(types), "add src/test/resources/golden/<type>.event");
    }

    @Test
    void everyFieldThatTravelsIsInAFile() {
        var possible = new TreeMap<String, TreeSet<String>>();
        Catalogue.ENTRIES.forEach(entry ->
                Members.of(entry.topic().family())
                        .forEach((type, message) ->
                                possible.put(type, new TreeSet<>(FieldsSet.possible(message)))));
        files().forEach(golden ->
                Optional.ofNullable(possible.get(golden.type()))
                        .ifPresent(fields ->
                                opened(golden.topic(), golden)
                                        .message()
                                        .ifPresent(message ->
                                                fields.removeAll(FieldsSet.in(message)))));
        var missing = new ArrayList<String>();
        possible.forEach(
                (type, fields) -> fields.forEach(field -> missing.add(type + ": " + field)));
        assertEquals(
                List.of(), missing, "add src/test/resources/golden/<type>+<field>.event with them");
    }

    private static <M> Event<M> opened(Topic<M> topic, GoldenRecord golden) {
        return switch (CloudEvents.open(topic, golden.packed())) {
            case Event<M> event -> event;
            case Opened.Unopened<M>(var because) -> fail(golden + ": " + because);
        };
    }
}
