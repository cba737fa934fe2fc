package io.patchbay.security.record;

/**
 * Whom a grant is for: {@code all}, who are all but anonymous clients; {@code anonymous}; a user,
 * as {@code user/name}; or a group, as {@code group/name}.
 */
public final class Role {
    public static final String USER = "user/";
    public static final String GROUP = "group/";

    private Role() {}

    public static String user(String username) {
        return USER + username;
    }

    public static String group(String name) {
        return GROUP + name;
    }
}
