package io.nodebus.bus.lifecycle;

import io.nodebus.bus.logging.LogSettings;
import io.nodebus.bus.settings.Setting;
import java.time.Duration;

/// What every process of ours can be told.
public record ServiceSettings(
        @Setting(
                        key = "health-listen",
                        value = "127.0.0.1:0",
                        help =
                                "Where probes and scrapes are answered, host:port; port 0 takes a"
                                        + " free one.")
                String healthListen,
        @Setting(
                        key = "stop-within",
                        value = "10s",
                        help =
                                "How long stopping may take after SIGTERM; shorter than the 30 s"
                                        + " Kubernetes and the 90 s systemd wait.")
                Duration stopWithin,
        LogSettings logs) {}
