package io.nodebus.api.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.contracts.config.ConfigMap;
import io.nodebus.contracts.config.Secret;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.pod.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// From what somebody wrote to what is wanted: read, named, filled, checked.
///
/// Every method throws [Refused] with everything that is wrong.
public final class Admission {
    private static final String OPAQUE = "Opaque";

    private Admission() {}

    /// A new pod.
    ///
    /// @param namespace of the path it was sent to
    public static Pod newPod(Map<?, ?> tree, String namespace, Seed seed, Instant now) {
        var written = Reading.read(Resource.PODS, Pod.class, tree);
        var pod =
                new Pod(
                        fresh(Resource.PODS, written.metadata(), namespace, seed, now),
                        PodDefaults.filled(written.spec()));
        refuse(Resource.PODS, pod.metadata(), PodChecks.check(pod));
        return pod;
    }

    /// A pod that is there, written again: only labels and annotations may differ.
    ///
    /// @param placedOn where it is shown to run, which may be repeated
    public static Pod changedPod(Pod before, Optional<String> placedOn, Map<?, ?> tree) {
        var written = Reading.read(Resource.PODS, Pod.class, tree);
        var spec = PodDefaults.filled(written.spec());
        var shown = PodDefaults.placed(before.spec(), placedOn);
        var after =
                new Pod(
                        kept(Resource.PODS, before.metadata(), written.metadata(), false),
                        before.spec());
        var causes = new ArrayList<>(PodChecks.check(after));
        if (!spec.equals(before.spec()) && !spec.equals(shown)) {
            causes.add(
                    Cause.forbidden(
                            "spec",
                            "pod updates may not change fields other than `metadata.labels` and"
                                    + " `metadata.annotations`"));
        }
        refuse(Resource.PODS, after.metadata(), causes);
        return after;
    }

    public static ConfigMap newConfigMap(Map<?, ?> tree, String namespace, Seed seed, Instant now) {
        var written = Reading.read(Resource.CONFIGMAPS, ConfigMap.class, tree);
        var map =
                new ConfigMap(
                        fresh(Resource.CONFIGMAPS, written.metadata(), namespace, seed, now),
                        written.data(),
                        written.binaryData(),
                        written.immutable());
        refuse(Resource.CONFIGMAPS, map.metadata(), ConfigChecks.check(map));
        return map;
    }

    public static ConfigMap changedConfigMap(ConfigMap before, Map<?, ?> tree) {
        var written = Reading.read(Resource.CONFIGMAPS, ConfigMap.class, tree);
        var after =
                new ConfigMap(
                        kept(Resource.CONFIGMAPS, before.metadata(), written.metadata(), false),
                        written.data(),
                        written.binaryData(),
                        written.immutable());
        var causes = new ArrayList<>(ConfigChecks.check(after));
        causes.addAll(ConfigChecks.change(before, after));
        refuse(Resource.CONFIGMAPS, after.metadata(), causes);
        return after;
    }

    public static Secret newSecret(Map<?, ?> tree, String namespace, Seed seed, Instant now) {
        var written = Reading.read(Resource.SECRETS, Secret.class, tree);
        refuse(
                Resource.SECRETS,
                written.metadata(),
                ConfigChecks.check(
                        with(
                                written,
                                fresh(
                                        Resource.SECRETS,
                                        written.metadata(),
                                        namespace,
                                        seed,
                                        now))));
        return folded(
                with(written, fresh(Resource.SECRETS, written.metadata(), namespace, seed, now)));
    }

    public static Secret changedSecret(Secret before, Map<?, ?> tree) {
        var written = Reading.read(Resource.SECRETS, Secret.class, tree);
        var checked =
                with(written, kept(Resource.SECRETS, before.metadata(), written.metadata(), false));
        refuse(Resource.SECRETS, checked.metadata(), ConfigChecks.check(checked));
        var after = folded(checked);
        refuse(Resource.SECRETS, after.metadata(), ConfigChecks.change(before, after));
        return after;
    }

    private static Secret with(Secret secret, ObjectMeta meta) {
        return new Secret(
                meta, secret.type(), secret.data(), secret.stringData(), secret.immutable());
    }

    /// Plain text becomes data, and wins.
    private static Secret folded(Secret secret) {
        var data = new TreeMap<>(secret.data());
        secret.stringData()
                .forEach((key, text) ->
                        data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
        return new Secret(
                secret.metadata(),
                Optional.of(secret.type().filter(type -> !type.isEmpty()).orElse(OPAQUE)),
                data,
                Map.of(),
                secret.immutable());
    }

    static void refuse(Resource resource, ObjectMeta meta, List<Cause> causes) {
        if (!causes.isEmpty()) {
            throw new Refused(Refusal.invalid(resource.content(meta.name().orElse("")), causes));
        }
    }

    /// Metadata of an object that is new.
    static ObjectMeta fresh(
            Resource resource, ObjectMeta written, String namespace, Seed seed, Instant now) {
        if (written.resourceVersion().filter(version -> !version.isEmpty()).isPresent()) {
            throw new Refused(
                    Refusal.badRequest(
                            "resourceVersion should not be set on objects to be created"));
        }
        sameNamespace(written, namespace);
        var name =
                written.name()
                        .filter(given -> !given.isEmpty())
                        .or(() ->
                                written.generateName()
                                        .filter(prefix -> !prefix.isEmpty())
                                        .map(prefix -> prefix + seed.suffix()));
        return new ObjectMeta(
                name,
                written.generateName(),
                resource.namespaced() ? Optional.of(namespace) : Optional.empty(),
                Optional.of(seed.uid()),
                Optional.empty(),
                Optional.of(1L),
                Optional.of(now.truncatedTo(ChronoUnit.SECONDS)),
                Optional.empty(),
                Optional.empty(),
                written.labels(),
                written.annotations());
    }

    /// Metadata of an object that was there: identity stays, labels and annotations are as written.
    static ObjectMeta kept(
            Resource resource, ObjectMeta before, ObjectMeta written, boolean newGeneration) {
        before.namespace().ifPresent(namespace -> sameNamespace(written, namespace));
        var name = before.name().orElse("");
        if (!written.name().orElse(name).equals(name)) {
            throw new Refused(
                    Refusal.badRequest(
                            "the name of the object (%s) does not match the name on the URL (%s)"
                                    .formatted(written.name().orElse(""), name)));
        }
        if (!written.uid().equals(before.uid()) && written.uid().isPresent()) {
            throw new Refused(
                    Refusal.conflict(
                            resource.subject(name),
                            "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                                    .formatted(written.uid().orElse(""), before.uid().orElse(""))));
        }
        return new ObjectMeta(
                before.name(),
                before.generateName(),
                before.namespace(),
                before.uid(),
                Optional.empty(),
                before.generation().map(generation -> generation + (newGeneration ? 1 : 0)),
                before.creationTimestamp(),
                Optional.empty(),
                Optional.empty(),
                written.labels(),
                written.annotations());
    }

    private static void sameNamespace(ObjectMeta written, String namespace) {
        if (!written.namespace()
                .filter(given -> !given.isEmpty())
                .orElse(namespace)
                .equals(namespace)) {
            throw new Refused(
                    Refusal.badRequest(
                            "the namespace of the provided object does not match the namespace"
                                    + " sent on the request"));
        }
    }
}
