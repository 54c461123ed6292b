package io.nodebus.api.door;

import io.nodebus.api.admission.Admission;
import io.nodebus.api.admission.MergePatch;
import io.nodebus.api.door.Answer.Outcome.Shown;
import io.nodebus.api.door.Flights.Reply;
import io.nodebus.api.door.Flights.Subject;
import io.nodebus.api.door.Plan.Settled;
import io.nodebus.api.door.Plan.Write;
import io.nodebus.api.door.Request.Create;
import io.nodebus.api.door.Request.Delete;
import io.nodebus.api.door.Request.Patch;
import io.nodebus.api.door.Request.Replace;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.ConfigMapSeen;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.SecretSeen;
import io.nodebus.api.view.Seen;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.config.ConfigDesired.MapWanted;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import io.nodebus.contracts.meta.Because;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Requests about ConfigMaps and Secrets. Values of Secrets are sealed before they are said.
final class ConfigDesk implements KindDesk {
    private final Seals seals;
    private final Rendering rendering;

    ConfigDesk(Seals seals, Rendering rendering) {
        this.seals = seals;
        this.rendering = rendering;
    }

    @Override
    public Plan create(Desk desk, Create request, Instant now) {
        var tree = request.body().tree();
        var wanted =
                request.resource() == Resource.SECRETS
                        ? seals.seal(
                                Admission.newSecret(tree, request.namespace(), request.seed(), now))
                        : new MapWanted(
                                Admission.newConfigMap(
                                        tree, request.namespace(), request.seed(), now));
        var name = wanted.metadata().name().orElse("");
        if (desk.view().get(request.resource(), request.namespace(), name).isPresent()) {
            throw new Refused(Refusal.alreadyExists(request.resource().subject(name)));
        }
        return write(request.resource(), wanted, Reply.CREATED, "Admitted", "is there");
    }

    @Override
    public Plan replace(Desk desk, Replace request) {
        var seen = desk.present(request.resource(), request.namespace(), request.name());
        return change(seen, request.body().tree());
    }

    @Override
    public Plan patch(Desk desk, Patch request) {
        var seen = desk.present(request.resource(), request.namespace(), request.name());
        return change(seen, MergePatch.apply(rendering.tree(seen), request.body().tree()));
    }

    private Plan change(Seen seen, Map<?, ?> tree) {
        Preconditions.sameVersion(seen, tree);
        var before = wanted(seen);
        var after =
                switch (before) {
                    case MapWanted(var map) -> new MapWanted(Admission.changedConfigMap(map, tree));
                    case SecretWanted secret ->
                            seals.seal(Admission.changedSecret(seals.open(secret), tree));
                };
        return after.equals(before)
                ? new Settled(new Shown(seen, false))
                : write(seen.resource(), after, Reply.OBJECT, "Changed", "changed");
    }

    @Override
    public Plan delete(Desk desk, Delete request, Instant now) {
        var seen = desk.present(request.resource(), request.namespace(), request.name());
        Preconditions.hold(seen, request.options());
        return new Write<ConfigDesired>(
                ConfigDesired.TOPIC,
                topicKey(seen.resource(), wanted(seen)),
                Optional.empty(),
                Reply.ENDED,
                Subject.of(seen),
                because(seen.resource(), seen.key(), "Deleted", "was deleted"),
                Optional.of(seen));
    }

    private static ConfigDesired wanted(Seen seen) {
        return switch (seen) {
            case ConfigMapSeen map -> new MapWanted(map.wanted());
            case SecretSeen secret -> secret.wanted();
            default -> throw new IllegalArgumentException(seen.resource() + " is no config");
        };
    }

    private static Plan write(
            Resource resource, ConfigDesired wanted, Reply reply, String reason, String done) {
        var shown =
                switch (wanted) {
                    case MapWanted(var map) -> new ConfigMapSeen(map, Seen.Versions.NONE);
                    case SecretWanted secret -> new SecretSeen(secret, Seen.Versions.NONE);
                };
        return new Write<>(
                ConfigDesired.TOPIC,
                topicKey(resource, wanted),
                Optional.of(wanted),
                reply,
                Subject.of(shown),
                because(resource, shown.key(), reason, done),
                Optional.of(shown));
    }

    private static Because because(Resource resource, String key, String reason, String done) {
        return Because.of(reason, "%s %s %s".formatted(resource.singular(), key, done));
    }

    private static String topicKey(Resource resource, ConfigDesired wanted) {
        return ConfigDesired.key(wanted.metadata(), resource.singular());
    }
}
