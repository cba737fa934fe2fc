package io.patchbay.launcher;

import java.util.List;

/** A group of bundles that belong together. */
record Feature(String name, List<Entry> bundles) {

    /** One bundle, and the start level at which the framework starts it. */
    record Entry(BundleId id, int startLevel) {}
}
