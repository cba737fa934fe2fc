package io.patchbay.security.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From where and how a user may come.
 *
 * @param username who, {@code all} for all but anonymous clients, or {@code anonymous}
 */
public record SourceRecord(
        String username, String authmethod, Cidr cidr, Map<String, Object> meta) {
    private static final Set<String> NAMES = Set.of("usernames", "authmethod", "cidr", "meta");
    private static final int LONGEST_METHOD = 64;

    public static Set<String> names() {
        return NAMES;
    }

    /** Reads what an operator wrote: a source for each of some users. */
    public static List<SourceRecord> read(JsonCursor source) throws InvalidRecord {
        var sources = new ArrayList<SourceRecord>();
        for (JsonCursor name : source.get("usernames").oneOrMore()) {
            sources.add(
                    new SourceRecord(
                            username(name),
                            authmethod(source.get("authmethod")),
                            cidr(source.get("cidr")),
                            source.get("meta").members()));
        }
        return sources;
    }

    /** Reads what {@link #json} wrote. */
    public static SourceRecord readStored(JsonCursor source) throws InvalidRecord {
        return read(source).get(0);
    }

    private static String username(JsonCursor cursor) throws InvalidRecord {
        return switch (Names.fold(cursor.text())) {
            case Names.ALL -> Names.ALL;
            case Names.ANONYMOUS -> Names.ANONYMOUS;
            default -> Names.user(cursor);
        };
    }

    private static String authmethod(JsonCursor cursor) throws InvalidRecord {
        String method = cursor.text();
        if (method.isEmpty()
                || method.length() > LONGEST_METHOD
                || method.chars().anyMatch(Character::isISOControl)) {
            throw cursor.bad("the name of an authentication method");
        }
        return method;
    }

    private static Cidr cidr(JsonCursor cursor) throws InvalidRecord {
        try {
            return Cidr.parse(cursor.text());
        } catch (IllegalArgumentException e) {
            throw cursor.bad("an address range, say \"127.0.0.0/8\" or \"::1/128\"");
        }
    }

    public Map<String, Object> json() {
        return Map.of(
                "usernames",
                List.of(username),
                "authmethod",
                authmethod,
                "cidr",
                cidr.toString(),
                "meta",
                meta);
    }
}
