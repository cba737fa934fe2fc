package io.patchbay.itests.distribution;

/** The tests of management procedures over WAMP. */
public final class ManagementTests {
    public static final Class<?>[] ALL = {
        ManagementIT.class, RealmManagementIT.class, TokensIT.class
    };

    private ManagementTests() {}
}
