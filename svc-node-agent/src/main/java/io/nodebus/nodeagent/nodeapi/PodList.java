package io.nodebus.nodeagent.nodeapi;

import io.nodebus.contracts.wire.TreeWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/pods`: a `PodList` in the shape of the Kubernetes API.
final class PodList {
    private PodList() {}

    static Map<String, Object> of(List<PodHere> pods) {
        return Map.of(
                "kind",
                "PodList",
                "apiVersion",
                "v1",
                "metadata",
                Map.of(),
                "items",
                pods.stream().map(PodList::item).toList());
    }

    private static Map<String, Object> item(PodHere pod) {
        var item = new LinkedHashMap<String, Object>(TreeWriter.write(pod.pod()));
        var state = pod.state();
        var status = new LinkedHashMap<String, Object>();
        status.put("phase", state.phase().name());
        state.podIp().ifPresent(ip -> status.put("podIP", ip));
        state.hostIp().ifPresent(ip -> status.put("hostIP", ip));
        state.startedAt().ifPresent(at -> status.put("startTime", at.toString()));
        status.put(
                "containerStatuses", state.containers().stream().map(TreeWriter::write).toList());
        item.put("status", status);
        return item;
    }
}
