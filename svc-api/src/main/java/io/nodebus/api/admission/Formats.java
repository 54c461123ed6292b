package io.nodebus.api.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What names, keys and values may look like, with the sentences Kubernetes answers. Each method
/// returns what is wrong; nothing when it is right.
final class Formats {
    private static final String LABEL_FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern LABEL = Pattern.compile(LABEL_FORM);
    private static final String SERVICE_FORM = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern SERVICE = Pattern.compile(SERVICE_FORM);
    private static final String SUBDOMAIN_FORM = LABEL_FORM + "(\\." + LABEL_FORM + ")*";
    private static final Pattern SUBDOMAIN = Pattern.compile(SUBDOMAIN_FORM);
    private static final String NAME_FORM = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final Pattern NAME = Pattern.compile(NAME_FORM);
    private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");
    private static final Pattern LETTER = Pattern.compile(".*[a-z].*");
    private static final Pattern VARIABLE = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int LONGEST_PORT_NAME = 15;

    private Formats() {}

    /// A name between dots, as of a container or namespace.
    static List<String> label(String text) {
        return all(
                text,
                LONGEST_LABEL,
                LABEL,
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
                        + " '-', and must start and end with an alphanumeric character (e.g."
                        + " 'my-name',  or '123-abc', regex used for validation is '"
                        + LABEL_FORM
                        + "')");
    }

    /// The name of a Service, which is a part of a host name of the older kind.
    static List<String> serviceName(String text) {
        return all(
                text,
                LONGEST_LABEL,
                SERVICE,
                "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start"
                        + " with an alphabetic character, and end with an alphanumeric character"
                        + " (e.g. 'my-name',  or 'abc-123', regex used for validation is '"
                        + SERVICE_FORM
                        + "')");
    }

    /// The name of most objects.
    static List<String> subdomain(String text) {
        return all(
                text,
                LONGEST_SUBDOMAIN,
                SUBDOMAIN,
                "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                        + " characters, '-' or '.', and must start and end with an alphanumeric"
                        + " character (e.g. 'example.com', regex used for validation is '"
                        + SUBDOMAIN_FORM
                        + "')");
    }

    /// The key of a label, annotation, taint or selector.
    static List<String> qualifiedName(String text) {
        var slash = text.indexOf('/');
        var wrong = new ArrayList<String>();
        if (slash >= 0) {
            var prefix = text.substring(0, slash);
            if (prefix.isEmpty()) {
                wrong.add("prefix part must be non-empty");
            } else {
                subdomain(prefix).forEach(w -> wrong.add("prefix part " + w));
            }
        }
        var name = text.substring(slash + 1);
        if (name.indexOf('/') >= 0) {
            return List.of(
                    "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and"
                            + " must start and end with an alphanumeric character (e.g. 'MyName', "
                            + " or 'my.name',  or '123-abc', regex used for validation is '"
                            + NAME_FORM
                            + "') with an optional DNS subdomain prefix and '/' (e.g."
                            + " 'example.com/MyName')");
        }
        if (name.isEmpty()) {
            wrong.add("name part must be non-empty");
        } else if (name.length() > LONGEST_LABEL) {
            wrong.add("name part " + atMost(LONGEST_LABEL));
        } else if (!NAME.matcher(name).matches()) {
            wrong.add(
                    "name part must consist of alphanumeric characters, '-', '_' or '.', and must"
                            + " start and end with an alphanumeric character (e.g. 'MyName',  or"
                            + " 'my.name',  or '123-abc', regex used for validation is '"
                            + NAME_FORM
                            + "')");
        }
        return wrong;
    }

    static List<String> labelValue(String text) {
        return text.isEmpty()
                ? List.of()
                : all(
                        text,
                        LONGEST_LABEL,
                        NAME,
                        "a valid label must be an empty string or consist of alphanumeric"
                                + " characters, '-', '_' or '.', and must start and end with an"
                                + " alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
                                + " '12345', regex used for validation is '("
                                + NAME_FORM
                                + ")?')");
    }

    static List<String> portName(String text) {
        var wrong = new ArrayList<String>();
        if (text.length() > LONGEST_PORT_NAME) {
            wrong.add(atMost(LONGEST_PORT_NAME));
        }
        if (!PORT_NAME.matcher(text).matches()) {
            wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        if (!LETTER.matcher(text).matches()) {
            wrong.add("must contain at least one letter (a-z)");
        }
        if (text.contains("--")) {
            wrong.add("must not contain consecutive hyphens");
        }
        if (text.startsWith("-") || text.endsWith("-")) {
            wrong.add("must not begin or end with a hyphen");
        }
        return wrong;
    }

    static List<String> variable(String text) {
        return VARIABLE.matcher(text).matches()
                ? List.of()
                : List.of(
                        "a valid environment variable name must consist of alphabetic characters,"
                                + " digits, '_', '-', or '.', and must not start with a digit (e.g."
                                + " 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used"
                                + " for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')");
    }

    static List<String> configKey(String text) {
        if (text.equals(".") || text.startsWith("..")) {
            return List.of("must not be '.' or start with '..'");
        }
        return all(
                text,
                LONGEST_SUBDOMAIN,
                CONFIG_KEY,
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
                        + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation"
                        + " is '[-._a-zA-Z0-9]+')");
    }

    private static List<String> all(String text, int longest, Pattern form, String otherwise) {
        // Too long a text is not matched at all: a pattern with groups recurses by length.
        if (text.length() > longest) {
            return List.of(atMost(longest));
        }
        return form.matcher(text).matches() ? List.of() : List.of(otherwise);
    }

    private static String atMost(int characters) {
        return "must be no more than " + characters + " characters";
    }
}
