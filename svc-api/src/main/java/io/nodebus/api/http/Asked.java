package io.nodebus.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.tables.Tables.Include;
import io.nodebus.api.view.FieldSelector;
import io.nodebus.api.view.LabelSelector;
import io.nodebus.api.view.Query;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// What a reader asks for beside the path: which objects, in which form.
///
/// @param from where a page goes on, if it does
record Asked(Query query, Form form, Include include, int limit, Optional<Continue> from) {
    /// How objects are wanted.
    enum Form {
        OBJECTS,
        TABLE,
        METADATA
    }

    /// Where the next page begins.
    ///
    /// @param version of the first page: a watch from there misses nothing
    /// @param after key of the last object that was shown
    record Continue(long version, String after) {
        String token() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((version + ":" + after).getBytes(UTF_8));
        }

        static Continue of(String token) {
            try {
                var text = new String(Base64.getUrlDecoder().decode(token), UTF_8);
                var colon = text.indexOf(':');
                return new Continue(
                        Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new Refused(Refusal.badRequest("continue key is not valid: " + token));
            }
        }
    }

    /// @throws Refused when a parameter makes no sense
    static Asked of(Exchange exchange, Resource resource, Optional<String> namespace) {
        var query =
                new Query(
                        resource,
                        namespace,
                        exchange.parameter("labelSelector")
                                .map(LabelSelector::parse)
                                .orElse(LabelSelector.EVERYTHING),
                        exchange.parameter("fieldSelector")
                                .map(FieldSelector::parse)
                                .orElse(FieldSelector.EVERYTHING));
        return new Asked(
                query,
                form(exchange),
                include(exchange),
                limit(exchange),
                exchange.parameter("continue").map(Continue::of));
    }

    static Form form(Exchange exchange) {
        var accept = exchange.header("Accept").orElse("").toLowerCase(Locale.ROOT);
        for (var wanted : accept.split(",", -1)) {
            if (wanted.contains("as=table")) {
                return Form.TABLE;
            }
            if (wanted.contains("as=partialobjectmetadata")) {
                return Form.METADATA;
            }
            if (wanted.contains("json") || wanted.contains("*/*")) {
                return Form.OBJECTS;
            }
        }
        return Form.OBJECTS;
    }

    private static Include include(Exchange exchange) {
        return switch (exchange.parameter("includeObject").orElse("Metadata")) {
            case "None" -> Include.NONE;
            case "Object" -> Include.OBJECT;
            default -> Include.METADATA;
        };
    }

    private static int limit(Exchange exchange) {
        return exchange.number("limit")
                .map(limit -> Math.clamp(limit, 0, Integer.MAX_VALUE))
                .orElse(0);
    }
}
