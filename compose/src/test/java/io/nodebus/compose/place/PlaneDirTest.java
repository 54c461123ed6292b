package io.nodebus.compose.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaneDirTest {
    @Test
    void isNamedAfterItsFolderWherePlanesUsuallyLie() {
        assertEquals("default", dir("/var/lib/nodebus/default").plane());
    }

    @Test
    void twoFoldersOfOneNameAreTwoPlanes() {
        assertNotEquals(dir("/tmp/a/test").plane(), dir("/tmp/b/test").plane());
    }

    @Test
    void hasANameThatCgroupsAndSocketsCanBear() {
        var plane = dir("/home/me/Some Folder_with a very long name indeed and more");
        assertTrue(plane.plane().matches("some-folder-with-a-very-[0-9a-f]{6}"), plane.plane());
        var socket = plane.socket(Map.of()).toString();
        assertTrue(socket.length() <= 107, socket);
    }

    @Test
    void mayNotLieWhereNodesCoverIt() {
        var refused = assertThrows(IllegalArgumentException.class, () -> dir("/run/plane"));
        assertEquals(
                "--dir must lie outside of /run, which nodes cover with their own, got /run/plane",
                refused.getMessage());
    }

    private static PlaneDir dir(String path) {
        return new PlaneDir(Path.of(path));
    }
}
