package io.nodebus.nodeagent.host;

import static java.util.stream.Collectors.toMap;

import io.nodebus.contracts.meta.Quantity;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the machine under the node has and is, read from `/proc` and `/etc`.
public final class Host {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path OS = Path.of("/etc/os-release");

    private Host() {}

    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return first(Path.of("/etc/hostname")).orElse("localhost").toLowerCase(Locale.ROOT);
        }
    }

    /// The first IPv4 address that is not loopback, or loopback.
    public static String address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .sorted((a, b) -> Integer.compare(a.getIndex(), b.getIndex()))
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse("127.0.0.1");
        } catch (SocketException e) {
            return "127.0.0.1";
        }
    }

    /// `cpu`, `memory`, `ephemeral-storage`, `pods`.
    ///
    /// @param given what is not measured, by resource
    /// @param disk any path on the disk that pods write to
    public static SortedMap<String, Quantity> capacity(
            Map<String, String> given, int maxPods, Path disk) {
        var capacity = new TreeMap<String, Quantity>();
        capacity.put("cpu", Quantity.of(Runtime.getRuntime().availableProcessors()));
        capacity.put("memory", Quantity.of(memoryKiB() + "Ki"));
        bytes(disk)
                .ifPresent(bytes ->
                        capacity.put("ephemeral-storage", Quantity.of(bytes / 1024 + "Ki")));
        capacity.put("pods", Quantity.of(maxPods));
        given.forEach((resource, amount) -> capacity.put(resource, Quantity.of(amount)));
        return capacity;
    }

    /// Capacity without what is reserved; never below nothing.
    public static SortedMap<String, Quantity> allocatable(
            Map<String, Quantity> capacity, Map<String, String> reserved) {
        return new TreeMap<>(
                capacity.entrySet().stream()
                        .collect(
                                toMap(
                                        Map.Entry::getKey,
                                        entry ->
                                                Optional.ofNullable(reserved.get(entry.getKey()))
                                                        .map(Quantity::of)
                                                        .map(it -> less(entry.getValue(), it))
                                                        .orElse(entry.getValue()))));
    }

    private static Quantity less(Quantity all, Quantity reserved) {
        return all.compareTo(reserved) <= 0 ? Quantity.of(0) : all.minus(reserved);
    }

    private static long memoryKiB() {
        try (Stream<String> lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return Runtime.getRuntime().maxMemory() / 1024;
        }
    }

    private static Optional<Long> bytes(Path disk) {
        var there = disk.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there == null
                    ? Optional.empty()
                    : Optional.of(Files.getFileStore(there).getTotalSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public static String kernelVersion() {
        return System.getProperty("os.version", "");
    }

    /// As Kubernetes names it.
    public static String architecture() {
        var arch = System.getProperty("os.arch", "");
        return switch (arch) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
    }

    public static String bootId() {
        return first(BOOT_ID).orElse("");
    }

    public static String osImage() {
        try (Stream<String> lines = Files.lines(OS)) {
            return lines.filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .findFirst()
                    .orElse("Linux");
        } catch (IOException e) {
            return "Linux";
        }
    }

    private static Optional<String> first(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
