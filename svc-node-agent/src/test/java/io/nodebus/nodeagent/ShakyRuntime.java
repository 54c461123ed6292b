package io.nodebus.nodeagent;

import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.RuntimeFailure.Kind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Random;

/// A runtime that sometimes refuses, sometimes is too late to answer although it did what it was
/// asked, and whose calls are witnessed.
final class ShakyRuntime {
    private final ContainerRuntime runtime;
    private final Witness witness;
    private final Random random;
    private int percent;

    ShakyRuntime(ContainerRuntime runtime, Witness witness, Random random) {
        this.runtime = runtime;
        this.witness = witness;
        this.random = random;
    }

    /// @param percent of the calls that fail
    void shake(int percent) {
        this.percent = percent;
    }

    ContainerRuntime asked() {
        return (ContainerRuntime)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ContainerRuntime.class},
                        (_, method, args) -> ask(method, args == null ? new Object[0] : args));
    }

    private Object ask(Method method, Object[] args) throws Throwable {
        if (random.nextInt(100) < percent) {
            var kind = random.nextBoolean() ? Kind.REFUSED : Kind.TIMEOUT;
            throw new RuntimeFailure(kind, method.getName() + ": not now");
        }
        witness.asked(method.getName(), args);
        Object answer;
        try {
            answer = method.invoke(runtime, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            witness.done(method.getName(), args);
        }
        if (random.nextInt(100) < percent) {
            throw new RuntimeFailure(Kind.TIMEOUT, method.getName() + ": done, too late to say so");
        }
        return answer;
    }
}
