package io.patchbay.itests.interop;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** A client that others wrote. */
enum Library {
    AUTOBAHN_JS("AutobahnJS") {
        @Override
        List<String> command() {
            return node("autobahn.mjs");
        }
    },
    WAMPY("Wampy") {
        @Override
        List<String> command() {
            return node("wampy.mjs");
        }
    },
    AUTOBAHN_PYTHON("AutobahnPython") {
        @Override
        List<String> command() {
            return List.of(Runtimes.python(), "src/test/python/agent.py");
        }
    },
    AUTOBAHN_JAVA("AutobahnJava") {
        @Override
        List<String> command() {
            Path folder = Path.of(System.getProperty("patchbay.interop.java", ""));
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    folder.resolve("classes") + File.pathSeparator + folder.resolve("lib/*"),
                    "io.patchbay.itests.autobahn.Main");
        }
    };

    private final String title;

    Library(String title) {
        this.title = title;
    }

    /**
     * The command that starts its agent.
     *
     * @throws org.opentest4j.TestAbortedException if its runtime is not installed
     */
    abstract List<String> command();

    private static List<String> node(String script) {
        return List.of(Runtimes.node(), "src/test/js/" + script);
    }

    /** Whether it tells why the router has closed a session. */
    boolean tellsReasons() {
        return this != WAMPY;
    }

    /** Whether it lets invalid URIs through to the router. */
    boolean sendsAnyUri() {
        return this == AUTOBAHN_JS || this == AUTOBAHN_JAVA;
    }

    /** Whether a publisher can ask for its own events. */
    boolean includesItself() {
        return this != WAMPY;
    }

    /** Whether it can cancel calls. */
    boolean cancels() {
        return this != AUTOBAHN_JAVA;
    }

    /** Whether it can choose who gets an event. */
    boolean choosesAudience() {
        return this != AUTOBAHN_JAVA;
    }

    /** Whether it can ask for its name to be disclosed, and tells others' names. */
    boolean disclosesItself() {
        return this == AUTOBAHN_JS || this == WAMPY;
    }

    /** Whether it can ask for an event to be retained. Wampy looks at the option and drops it. */
    boolean retains() {
        return this != WAMPY;
    }

    /** Whether it tells a procedure by which URI it was called. */
    boolean tellsProcedures() {
        return this != AUTOBAHN_JAVA;
    }

    /** Whether it takes results in parts. */
    boolean takesParts() {
        return this != AUTOBAHN_JAVA;
    }

    /**
     * Whether its procedures answer in parts. AutobahnJS would, but does not announce that it can
     * be canceled, and then the specification wants to have the former disregarded.
     */
    boolean givesParts() {
        return this == AUTOBAHN_PYTHON;
    }

    @Override
    public String toString() {
        return title;
    }
}
