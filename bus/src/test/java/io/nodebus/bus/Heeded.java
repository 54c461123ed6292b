package io.nodebus.bus;

import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A hearer that writes down what it hears, on a context of its own.
public final class Heeded implements Bus.Listener {
    private final List<Heard<?>> heard = new CopyOnWriteArrayList<>();
    private final List<String> story = new CopyOnWriteArrayList<>();
    private final Function<Heard<?>, Future<?>> answers;
    private final Promise<Bus.Hearing> hearing = Promise.promise();

    private Heeded(Function<Heard<?>, Future<?>> answers) {
        this.answers = answers;
    }

    /// Hears, and has begun when this returns.
    public static Heeded hears(Vertx vertx, Bus bus, Bus.Ear... ears) {
        return hears(vertx, bus, _ -> Future.succeededFuture(), ears);
    }

    /// @param answers what each record is answered with
    public static Heeded hears(
            Vertx vertx, Bus bus, Function<Heard<?>, Future<?>> answers, Bus.Ear... ears) {
        var heeded = begins(vertx, bus, answers, ears);
        Await.done(heeded.hearing.future());
        return heeded;
    }

    /// The same, without waiting.
    public static Heeded begins(
            Vertx vertx, Bus bus, Function<Heard<?>, Future<?>> answers, Bus.Ear... ears) {
        var heeded = new Heeded(answers);
        Context context = vertx.getOrCreateContext();
        context.runOnContext(_ -> bus.hear(Set.of(ears), heeded).onComplete(heeded.hearing));
        return heeded;
    }

    public void stop() {
        Await.done(Await.done(hearing.future()).stop());
    }

    /// Records as `kind key message`, or `kind key gone`.
    public List<String> heard() {
        return heard.stream().map(Heeded::line).toList();
    }

    public List<Heard<?>> records() {
        return List.copyOf(heard);
    }

    /// Everything in order: records and what else was told.
    public List<String> story() {
        return List.copyOf(story);
    }

    public Heeded awaitStory(String line) {
        Await.until(() -> story.contains(line), this::story);
        return this;
    }

    public Heeded awaitHeard(int number) {
        Await.until(() -> heard.size() >= number, this::story);
        return this;
    }

    private static String line(Heard<?> heard) {
        return "%s %s %s"
                .formatted(
                        heard.topic().kind(),
                        heard.key(),
                        heard.message().map(Object::toString).orElse("gone"));
    }

    @Override
    public Future<?> heard(Heard<?> record) {
        heard.add(record);
        story.add(line(record));
        return answers.apply(record);
    }

    @Override
    public Future<?> overtaken(Heard<?> older) {
        return tell("overtaken " + line(older));
    }

    @Override
    public Future<?> caughtUp(CaughtUp caughtUp) {
        return tell(caughtUp.anew() ? "caught up anew" : "caught up");
    }

    @Override
    public Future<?> missing(Missing<?> missing) {
        return tell("missing %s %s".formatted(missing.topic().kind(), missing.key()));
    }

    @Override
    public Future<?> bus(BusState state) {
        return tell(
                switch (state) {
                    case BusState.Away _ -> "away";
                    case BusState.Back _ -> "back";
                });
    }

    @Override
    public Future<?> plane(PlaneSeen plane) {
        return tell(plane.changed() ? "another plane" : "plane");
    }

    @Override
    public Future<?> refused(Refused refused) {
        return tell(
                "refused %s %s %s"
                        .formatted(
                                refused.topic().kind(), refused.key(), refused.because().reason()));
    }

    private Future<?> tell(String line) {
        story.add(line);
        return Future.succeededFuture();
    }
}
