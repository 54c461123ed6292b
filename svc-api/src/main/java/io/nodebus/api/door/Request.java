package io.nodebus.api.door;

import io.nodebus.api.admission.Deleting;
import io.nodebus.api.admission.Seed;
import io.nodebus.api.resource.Resource;
import io.nodebus.bus.decide.InConfidence;
import java.util.Optional;

/// What somebody wants changed. Answered by an [Answer] with the same number.
public sealed interface Request extends InConfidence {
    /// Of those we make ourselves: nobody waits for an answer.
    long NOBODY = 0;

    long number();

    /// @param namespace of the path; empty for kinds without one
    /// @param dryRun answer as if, and write nothing
    record Create(
            long number, Resource resource, String namespace, Body body, Seed seed, boolean dryRun)
            implements Request {}

    record Replace(
            long number,
            Resource resource,
            String namespace,
            String name,
            Body body,
            boolean dryRun)
            implements Request {}

    /// @param body a merge patch, with its nulls
    record Patch(
            long number,
            Resource resource,
            String namespace,
            String name,
            Body body,
            boolean dryRun)
            implements Request {}

    /// @param force a person's word that the object's node never comes back: its name is free at
    ///   once
    record Delete(
            long number,
            Resource resource,
            String namespace,
            String name,
            Deleting options,
            boolean force,
            boolean dryRun)
            implements Request {}

    /// The life that registered under this name is the one that counts.
    record Approve(long number, String node) implements Request {}

    /// What the present plane says holds, also what it does not say (design law 9): for one node,
    /// or for the fleet.
    record AcceptPlane(long number, Optional<String> node) implements Request {}

    /// svc-autoscaler wants a pod gone.
    record Evict(long number, String pod) implements Request {}
}
