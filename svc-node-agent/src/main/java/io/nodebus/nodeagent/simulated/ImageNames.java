package io.nodebus.nodeagent.simulated;

/// Short names of images, written out as containerd does before it looks for them.
final class ImageNames {
    private ImageNames() {}

    static String full(String reference) {
        if (reference.startsWith("sha256:")) {
            return reference;
        }
        var slash = reference.indexOf('/');
        var first = slash < 0 ? "" : reference.substring(0, slash);
        var host = first.contains(".") || first.contains(":") || first.equals("localhost");
        var named = host ? reference : "docker.io/" + (slash < 0 ? "library/" : "") + reference;
        var tagged = named.contains("@") || named.indexOf(':', named.lastIndexOf('/')) > 0;
        return tagged ? named : named + ":latest";
    }
}
