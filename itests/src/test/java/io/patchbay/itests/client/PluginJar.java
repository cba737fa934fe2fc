package io.patchbay.itests.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Plug-ins as somebody else might build them: those that are shipped, with another manifest. */
public final class PluginJar {
    private PluginJar() {}

    /** The jar, with one header of its manifest replaced. */
    public static byte[] with(Path jar, String header, String value) throws IOException {
        return with(Files.readAllBytes(jar), header, value);
    }

    /** The jar, with one header of its manifest replaced. */
    public static byte[] with(byte[] jar, String header, String value) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            var manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue(header, value);
            try (var out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry e = in.getNextJarEntry(); e != null; e = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(e.getName()));
                    in.transferTo(out);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** The same bundle in another version. */
    public static byte[] withVersion(Path jar, String version) throws IOException {
        return with(jar, "Bundle-Version", version);
    }
}
