package io.patchbay.itests.hotdeploy;

import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedures;

import org.osgi.framework.BundleContext;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** Runs inside the framework, where the management procedures are. */
public final class ManagementProbe {
    /** Where they are told to the outside, one a line, in {@code patchbay.base}. */
    static final String FILE = "procedures";

    public void tellProcedures(BundleContext context) throws Exception {
        var names = new TreeSet<String>();
        for (var offer : context.getServiceReferences(ManagementProcedures.class, null)) {
            for (ManagementProcedure procedure : context.getService(offer).procedures()) {
                names.add("bondy." + procedure.name());
            }
        }
        Files.write(Path.of(context.getProperty("patchbay.base")).resolve(FILE), names);
    }
}
