package io.patchbay.security.record;

import io.patchbay.api.session.Identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of users and groups. They are one whatever the case of their letters. */
public final class Names {
    public static final String ALL = "all";
    public static final String ANONYMOUS = "anonymous";

    private static final Set<String> RESERVED =
            Set.of(ALL, ANONYMOUS, "any", "from", "on", "to", Identity.TRUSTED);
    private static final int LONGEST = 254;
    private static final int SHORTEST_USERNAME = 3;

    private Names() {}

    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A username, or an alias of one. */
    public static String user(JsonCursor cursor) throws InvalidRecord {
        return name(cursor, SHORTEST_USERNAME, "a username");
    }

    public static String group(JsonCursor cursor) throws InvalidRecord {
        return name(cursor, 1, "the name of a group");
    }

    /** The names of groups, each once. */
    public static List<String> groups(JsonCursor list) throws InvalidRecord {
        var names = new ArrayList<String>();
        for (JsonCursor item : list.optionalItems("an array of names of groups")) {
            String name = group(item);
            if (names.contains(name)) {
                throw item.bad("a group that is not listed twice");
            }
            names.add(name);
        }
        return names;
    }

    private static String name(JsonCursor cursor, int shortest, String what) throws InvalidRecord {
        String name = fold(cursor.text());
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < shortest || bytes > LONGEST) {
            throw cursor.bad("%s of %d to %d bytes".formatted(what, shortest, LONGEST));
        }
        if (RESERVED.contains(name)) {
            throw cursor.bad("%s other than %s, which are reserved".formatted(what, reserved()));
        }
        if (name.chars().anyMatch(Character::isISOControl)
                || name.startsWith(Role.USER)
                || name.startsWith(Role.GROUP)) {
            throw cursor.bad(
                    "%s without control characters that does not begin with \"%s\" or \"%s\""
                            .formatted(what, Role.USER, Role.GROUP));
        }
        return name;
    }

    private static String reserved() {
        return String.join(", ", RESERVED.stream().sorted().toList());
    }
}
