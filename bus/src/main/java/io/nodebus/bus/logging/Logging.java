package io.nodebus.bus.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.nodebus.bus.logging.LogSettings.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets up the logging of a process.
public final class Logging {
    private static final String TEXT =
            "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%replace( %kvp){'^ $', ''}%n%ex";

    /// Libraries that tell at INFO what is only news to their authors.
    private static final List<String> CHATTY =
            List.of("org.apache.kafka", "kafka", "io.netty", "io.vertx", "io.grpc");

    /// Each of a process's Kafka clients tells at every try that the broker is away; the bus tells
    /// it once.
    private static final List<String> REPEATED = List.of("org.apache.kafka.clients.NetworkClient");

    private Logging() {}

    /// From now on this process logs to its standard output, as set.
    public static void begin(LogSettings settings) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        apply(
                context,
                "System.out",
                isText(settings.format()) ? text(context) : json(context),
                Level.toLevel(settings.level().name()));
    }

    static void apply(
            LoggerContext context, String target, Encoder<ILoggingEvent> encoder, Level level) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget(target);
        console.setEncoder(encoder);
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(console);
        if (level.isGreaterOrEqual(Level.INFO)) {
            CHATTY.forEach(library -> context.getLogger(library).setLevel(Level.WARN));
            REPEATED.forEach(library -> context.getLogger(library).setLevel(Level.ERROR));
        }
    }

    static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(TEXT);
        encoder.start();
        return encoder;
    }

    static Encoder<ILoggingEvent> json(LoggerContext context) {
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }

    private static boolean isText(Format format) {
        return switch (format) {
            case Text -> true;
            case Json -> false;
            case Auto -> isTerminal();
        };
    }

    // Java's console tells only whether input and output are a terminal together.
    private static boolean isTerminal() {
        try {
            var output = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return output.startsWith("/dev/pts/")
                    || output.toLowerCase(Locale.ROOT).startsWith("/dev/tty");
        } catch (IOException _) {
            return false;
        }
    }
}
