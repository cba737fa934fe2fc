package io.patchbay.launcher;

import static org.osgi.framework.Constants.BUNDLE_SYMBOLICNAME;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Tells the operator which jars of {@code deploy/} are no bundles: FileInstall passes over them in
 * silence. A file is judged when it was the same in two looks, once for each state of it.
 */
final class DeployReport {
    private static final Logger LOG = LoggerFactory.getLogger(DeployReport.class);

    private final Path deploy;
    private final Map<Path, Stamp> judged = new HashMap<>();
    private Map<Path, Stamp> before = Map.of();

    DeployReport(Path deploy) {
        this.deploy = deploy;
    }

    /** What changes when a file does. */
    private record Stamp(long size, FileTime modified) {}

    void look() {
        Map<Path, Stamp> now = stamps();
        now.forEach(
                (jar, stamp) -> {
                    if (stamp.equals(before.get(jar)) && !stamp.equals(judged.put(jar, stamp))) {
                        judge(jar);
                    }
                });
        judged.keySet().retainAll(now.keySet());
        before = now;
    }

    private static void judge(Path jar) {
        String fault = faultOf(jar);
        if (!fault.isEmpty()) {
            LOG.error("{} is no bundle: {}", jar.getFileName(), fault);
        }
    }

    private static String faultOf(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            boolean named =
                    manifest != null
                            && manifest.getMainAttributes().getValue(BUNDLE_SYMBOLICNAME) != null;
            return named ? "" : "META-INF/MANIFEST.MF has no Bundle-SymbolicName";
        } catch (IOException e) {
            return Files.exists(jar) ? "it cannot be read as a jar: " + e.getMessage() : "";
        }
    }

    private Map<Path, Stamp> stamps() {
        var stamps = new HashMap<Path, Stamp>();
        try (Stream<Path> files = Files.list(deploy)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
            for (Path jar : jars) {
                stamps.put(jar, new Stamp(Files.size(jar), Files.getLastModifiedTime(jar)));
            }
        } catch (IOException e) {
            LOG.debug("a file went while being looked at", e);
        }
        return stamps;
    }
}
