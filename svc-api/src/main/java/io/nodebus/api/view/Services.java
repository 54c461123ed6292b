package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.Seen.Versions;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The topics of Services: what people want, and what svc-proxy-rules makes of it. Confined to its
/// view, on whose shelf it puts what is seen of them.
public final class Services {
    private final Map<String, Read<ServiceDesired>> wanted = new TreeMap<>();
    private final Map<String, Read<EndpointSliceDesired>> given = new TreeMap<>();
    private final Ruled ruled = new Ruled();
    private final Beside beside = new Beside();
    private final Shelf shelf;
    private final Function<String, Optional<String>> podOf;

    /// @param podOf the name of a pod, by uid
    Services(Shelf shelf, Function<String, Optional<String>> podOf) {
        this.shelf = shelf;
        this.podOf = podOf;
    }

    void wanted(Heard<ServiceDesired> heard) {
        heard.message()
                .ifPresentOrElse(
                        message -> {
                            wanted.put(heard.key(), Read.of(heard, message));
                            shelf.put(new ServiceSeen(message.service(), Versions.NONE));
                        },
                        () -> {
                            wanted.remove(heard.key());
                            shelf.remove(Resource.SERVICES, heard.key());
                        });
        showBeside(heard.key());
    }

    void given(Heard<EndpointSliceDesired> heard) {
        heard.message()
                .ifPresentOrElse(
                        message -> {
                            given.put(heard.key(), Read.of(heard, message));
                            shelf.put(new EndpointSliceSeen(message.slice(), true, Versions.NONE));
                        },
                        () -> {
                            given.remove(heard.key());
                            shelf.remove(Resource.ENDPOINTSLICES, heard.key());
                        });
    }

    void rule(Heard<RuleState> heard) {
        ruled.rule(heard);
        showBeside(Ruled.service(heard.key()));
    }

    void name(Heard<NameState> heard) {
        ruled.name(heard);
        showBeside(heard.key());
    }

    void forgetRule(String key) {
        ruled.forgetRule(key);
        showBeside(Ruled.service(key));
    }

    void forgetName(String key) {
        ruled.forgetName(key);
        showBeside(key);
    }

    /// Pods that are behind Services were not known yet when those were heard of.
    void caughtUp() {
        wanted.keySet().forEach(this::showBeside);
    }

    /// Rules are shown as they are, endpoints as long as the Service is there.
    private void showBeside(String key) {
        var shown = new ArrayList<Seen>();
        var ports = ruled.ports(key);
        ports.forEach(port -> shown.add(RuleSeen.of(key, port)));
        wanted(key).ifPresent(read -> shown.addAll(endpoints(read.message().service(), ports)));
        beside.show(shelf, key, shown);
    }

    /// EndpointSlices of a Service without a selector are those that people gave.
    private List<Seen> endpoints(Service service, List<PortRules> ports) {
        var shown = new ArrayList<Seen>();
        var name = ruled.name(service.key()).map(Read::message);
        var members = Members.of(service, ports, name, podOf);
        shown.add(EndpointsSeen.of(service, members));
        if (!service.spec().selector().isEmpty()) {
            members.forEach(slice -> shown.add(new EndpointSliceSeen(slice, false, Versions.NONE)));
        }
        return shown;
    }

    /// All that people want, by `namespace/name`.
    public Map<String, Read<ServiceDesired>> wanted() {
        return Collections.unmodifiableMap(wanted);
    }

    public Optional<Read<ServiceDesired>> wanted(String key) {
        return Optional.ofNullable(wanted.get(key));
    }

    /// EndpointSlices that people gave, by `namespace/name`.
    public Map<String, Read<EndpointSliceDesired>> given() {
        return Collections.unmodifiableMap(given);
    }

    public Optional<Read<EndpointSliceDesired>> given(String key) {
        return Optional.ofNullable(given.get(key));
    }

    /// What svc-proxy-rules says.
    public Ruled ruled() {
        return ruled;
    }
}
