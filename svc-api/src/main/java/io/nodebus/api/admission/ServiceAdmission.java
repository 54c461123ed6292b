package io.nodebus.api.admission;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.service.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Services: read, filled, checked, and given what they are reached at.
///
/// Every method throws [Refused] with everything that is wrong.
public final class ServiceAdmission {
    private static final Set<String> LATER = Set.of("LoadBalancer", "ExternalName");

    private ServiceAdmission() {}

    public static Service newService(
            Map<?, ?> tree,
            String namespace,
            Seed seed,
            Instant now,
            ServiceRanges ranges,
            Holders holders) {
        var written = read(tree);
        var meta = Admission.fresh(Resource.SERVICES, written.metadata(), namespace, seed, now);
        var service = new Service(meta, ServiceDefaults.filled(written.spec()));
        refuse(meta, ServiceChecks.check(service));
        return allocated(service, List.of(), ranges, holders);
    }

    /// One that is there, written again. Its address stays for life.
    public static Service changedService(
            Service before, Map<?, ?> tree, ServiceRanges ranges, Holders holders) {
        var written = read(tree);
        var spec = ServiceDefaults.filled(ServiceDefaults.inherited(before.spec(), written.spec()));
        var service =
                new Service(
                        Admission.kept(
                                Resource.SERVICES,
                                before.metadata(),
                                written.metadata(),
                                !spec.equals(before.spec())),
                        spec);
        var causes = new ArrayList<>(ServiceChecks.check(service));
        spec.clusterIP()
                .filter(ip -> !before.spec().clusterIP().filter(ip::equals).isPresent())
                .ifPresent(ip ->
                        causes.add(Cause.invalid("spec.clusterIP", ip, "may not change once set")));
        refuse(service.metadata(), causes);
        return allocated(service, Claim.of(before), ranges, holders);
    }

    static Service read(Map<?, ?> tree) {
        if (tree.get("spec") instanceof Map<?, ?> spec
                && spec.get("type") instanceof String type
                && LATER.contains(type)) {
            throw new Refused(
                    Refusal.invalid(
                            Resource.SERVICES.content(Reading.name(tree)),
                            List.of(
                                    Cause.notYet(
                                            "spec.type",
                                            "Nodebus has Services of type ClusterIP and NodePort"
                                                    + " so far; %s comes later".formatted(type)))));
        }
        return Reading.read(Resource.SERVICES, Service.class, tree);
    }

    private static void refuse(ObjectMeta meta, List<Cause> causes) {
        Admission.refuse(Resource.SERVICES, meta, causes);
    }

    /// @param own what it has already, which is not questioned any more
    private static Service allocated(
            Service service, List<Claim> own, ServiceRanges ranges, Holders holders) {
        var checks = new Checks();
        var uid = service.metadata().uid().orElse("");
        var spec = new Allocation(ranges, holders, uid, own, checks).allocated(service.spec());
        refuse(service.metadata(), checks.causes());
        return new Service(service.metadata(), spec);
    }
}
