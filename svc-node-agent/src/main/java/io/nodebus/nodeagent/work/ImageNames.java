package io.nodebus.nodeagent.work;

/// Whether two names mean the same image: `nginx` is `docker.io/library/nginx:latest`.
final class ImageNames {
    private ImageNames() {}

    static boolean isSame(String one, String other) {
        return whole(one).equals(whole(other));
    }

    private static String whole(String name) {
        var slash = name.indexOf('/');
        var host = slash < 0 ? "" : name.substring(0, slash);
        var path =
                slash < 0
                        ? "docker.io/library/" + name
                        : host.equals("localhost") || host.contains(".") || host.contains(":")
                                ? name
                                : "docker.io/" + name;
        return path.contains("@") || path.indexOf(':', path.lastIndexOf('/')) >= 0
                ? path
                : path + ":latest";
    }
}
