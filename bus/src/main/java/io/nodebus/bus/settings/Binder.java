package io.nodebus.bus.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Given texts into a settings record, record by record.
final class Binder {
    private final List<Map<String, Given>> sources;
    private final Faults faults;
    private final List<Shown> shown = new ArrayList<>();

    /// @param sources key to text; earlier ones win
    Binder(List<Map<String, Given>> sources, Faults faults) {
        this.sources = sources;
        this.faults = faults;
    }

    List<Shown> shown() {
        return shown;
    }

    /// Empty when something was wrong with it.
    Optional<Object> bind(Class<?> type) {
        var values = new ArrayList<Optional<Object>>();
        for (var component : type.getRecordComponents()) {
            var setting = component.getAnnotation(Setting.class);
            values.add(setting == null ? bind(component.getType()) : value(component, setting));
        }
        return values.stream().allMatch(Optional::isPresent)
                ? make(type, values.stream().map(Optional::get).toArray())
                : Optional.empty();
    }

    private Optional<Object> value(RecordComponent component, Setting setting) {
        var isOptional = component.getType() == Optional.class;
        var given = given(setting);
        if (given.isEmpty()) {
            if (isOptional) {
                shown.add(new Shown(setting.key(), "", new Origin.Default(), setting.help()));
                return Optional.of(Optional.empty());
            }
            faults.add(
                    "%s is required: give --%s, %s or %s in the settings file"
                            .formatted(
                                    setting.key(),
                                    setting.key(),
                                    Settings.variable(setting.key()),
                                    setting.key()));
            return Optional.empty();
        }
        var text = given.get().text();
        shown.add(
                new Shown(
                        setting.key(),
                        setting.secret() ? "***" : text,
                        given.get().origin(),
                        setting.help()));
        try {
            var value = Texts.read(component.getGenericType(), text);
            return Optional.of(isOptional ? Optional.of(value) : value);
        } catch (IllegalArgumentException e) {
            faults.add(
                    "%s (%s): %s"
                            .formatted(
                                    setting.key(), given.get().origin().shown(), e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Given> given(Setting setting) {
        return sources.stream()
                .flatMap(source -> Optional.ofNullable(source.get(setting.key())).stream())
                .findFirst()
                .or(() ->
                        setting.value().equals(Setting.REQUIRED)
                                ? Optional.empty()
                                : Optional.of(new Given(setting.value(), new Origin.Default())));
    }

    private Optional<Object> make(Class<?> type, Object[] values) {
        try {
            return Optional.of(constructor(type).newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                faults.add(String.valueOf(refused.getMessage()));
                return Optional.empty();
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
        var types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }
}
