package io.nodebus.bus.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON text to plain trees (`Map`, `List`, `String`, `Number`, `Boolean`) and back. Nesting,
/// lengths and numbers are bounded: every byte may come from a stranger. A field that is null is an
/// absent field.
public final class Json {
    private static final int DEEPEST = 100;
    private static final int LONGEST_TEXT = 16 << 20;
    private static final int LARGEST_SCALE = 1000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxDocumentLength(LONGEST_TEXT)
                                    .maxNumberLength(64)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private Json() {}

    /// @throws IllegalArgumentException saying where it stops being JSON
    public static @Nullable Object parse(byte[] text) {
        return parse(text, false);
    }

    /// The same with its nulls: a merge patch takes fields away with them.
    ///
    /// @throws IllegalArgumentException saying where it stops being JSON
    public static @Nullable Object parseWithNulls(byte[] text) {
        return parse(text, true);
    }

    private static @Nullable Object parse(byte[] text, boolean nulls) {
        try (var parser = FACTORY.createParser(text)) {
            parser.nextToken();
            var tree = value(parser, nulls);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("there is more after the end of the JSON value");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "no JSON%s: %s".formatted(place(e.getLocation()), e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null
                ? ""
                : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static @Nullable Object value(JsonParser parser, boolean nulls) throws IOException {
        var token = parser.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("no JSON: it is empty");
        }
        return switch (token) {
            case START_OBJECT -> object(parser, nulls);
            case START_ARRAY -> list(parser, nulls);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser.getDecimalValue());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalArgumentException("no JSON: unexpected " + token);
        };
    }

    private static Number whole(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> parser.getBigIntegerValue();
        };
    }

    /// `1e999999999` is short, and its digits are not.
    private static BigDecimal fraction(BigDecimal number) {
        if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
            throw new IllegalArgumentException(
                    "no JSON we read: a number with more than %d places".formatted(LARGEST_SCALE));
        }
        return number;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, boolean nulls)
            throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            var value = value(parser, nulls);
            if (nulls || value != null) {
                object.put(name, value);
            }
        }
        return object;
    }

    private static List<@Nullable Object> list(JsonParser parser, boolean nulls)
            throws IOException {
        var list = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, nulls));
        }
        return list;
    }

    public static byte[] write(Object tree) {
        return write(tree, false);
    }

    /// Indented, for people.
    public static byte[] pretty(Object tree) {
        return write(tree, true);
    }

    private static byte[] write(Object tree, boolean indented) {
        var bytes = new ByteArrayOutputStream(512);
        try (var generator = FACTORY.createGenerator(bytes)) {
            if (indented) {
                generator.useDefaultPrettyPrinter();
            }
            write(generator, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator to, @Nullable Object tree) throws IOException {
        switch (tree) {
            case null -> to.writeNull();
            case Map<?, ?> map -> {
                to.writeStartObject();
                for (var entry : map.entrySet()) {
                    to.writeFieldName(entry.getKey().toString());
                    write(to, entry.getValue());
                }
                to.writeEndObject();
            }
            case List<?> list -> {
                to.writeStartArray();
                for (var item : list) {
                    write(to, item);
                }
                to.writeEndArray();
            }
            case String text -> to.writeString(text);
            case Boolean flag -> to.writeBoolean(flag);
            case Integer number -> to.writeNumber(number);
            case Long number -> to.writeNumber(number);
            case BigInteger number -> to.writeNumber(number);
            case BigDecimal number -> to.writeNumber(number);
            case Double number -> to.writeNumber(number);
            default -> throw new IllegalArgumentException(tree.getClass() + " has no form in JSON");
        }
    }
}
