package io.nodebus.bus.node;

import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.journal.JournalRecord;
import io.nodebus.bus.journal.Recalled;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.bus.wire.Json;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.topic.Members;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.wire.TreeReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Records to what the journal keeps, and back.
final class Transcription {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private Transcription() {}

    /// @throws Unsayable when the record is too large for any bus
    static JournalRecord of(Said<?> said) {
        var packed = CloudEvents.pack(said);
        return new JournalRecord(
                said.topic().kind(),
                said.key(),
                said.stamp(),
                said.at(),
                said.source(),
                said.message().map(message -> Members.type(message.getClass())).orElse(""),
                packed.value().map(ByteBuffer::wrap).orElse(NOTHING));
    }

    /// @throws Unsayable when the record is too large for any bus
    static JournalRecord of(Heard<?> heard) {
        return of(said(heard));
    }

    private static <M> Said<M> said(Heard<M> heard) {
        return new Said<>(
                heard.topic(), heard.key(), heard.message(), heard.stamp(), heard.said(), "");
    }

    /// @throws IllegalArgumentException when this version does not know the topic, the type or the
    ///   form of it any more
    static Said<?> said(JournalRecord record) {
        return said(Catalogue.topic(record.topic()), record);
    }

    private static <M> Said<M> said(Topic<M> topic, JournalRecord record) {
        return new Said<>(
                topic,
                record.key(),
                message(topic, record),
                record.stamp(),
                record.at(),
                record.source());
    }

    static Heard<?> heard(Recalled recalled, Moment at) {
        return heard(Catalogue.topic(recalled.record().topic()), recalled, at);
    }

    private static <M> Heard<M> heard(Topic<M> topic, Recalled recalled, Moment at) {
        var record = recalled.record();
        return new Heard<>(
                topic,
                record.key(),
                message(topic, record),
                record.stamp(),
                record.at(),
                new Evidence(topic.kind(), recalled.partition(), recalled.offset()),
                at);
    }

    private static <M> Optional<M> message(Topic<M> topic, JournalRecord record) {
        if (record.isTombstone()) {
            return Optional.empty();
        }
        var member =
                Members.named(topic.family(), record.type())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s carries no %s".formatted(topic.kind(), record.type())));
        var json = new byte[record.value().remaining()];
        record.value().duplicate().get(json);
        return Optional.of(topic.family().cast(TreeReader.lenient(member, Json.parse(json))));
    }
}
