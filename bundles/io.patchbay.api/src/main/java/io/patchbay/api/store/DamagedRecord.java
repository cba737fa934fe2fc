package io.patchbay.api.store;

/** A record was there, and what it said is lost. Not to be taken for a record that never was. */
public final class DamagedRecord extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DamagedRecord(String map, String key) {
        super("the value of " + key + " in the map " + map + " is damaged");
    }
}
