package io.patchbay.security.record;

import io.patchbay.security.password.Passwords;

import org.jspecify.annotations.Nullable;

/**
 * A user as somebody describes it.
 *
 * @param password in clear; null if nothing is said of it. Not shown to anybody
 */
public record NewUser(UserRecord user, @Nullable String password) {
    public static NewUser read(JsonCursor user) throws InvalidRecord {
        UserRecord record = UserRecord.read(user);
        JsonCursor password = user.get("password");
        return new NewUser(record, password.value() == null ? null : password(password));
    }

    /** A password in clear. */
    public static String password(JsonCursor cursor) throws InvalidRecord {
        if (cursor.value() instanceof String text
                && text.length() >= Passwords.SHORTEST
                && text.length() <= Passwords.LONGEST) {
            return text;
        }
        throw cursor.badSecret(
                "a string of %d to %d characters".formatted(Passwords.SHORTEST, Passwords.LONGEST));
    }

    public boolean hasCredentials() {
        return password != null || !user.authorizedKeys().isEmpty();
    }

    @Override
    public String toString() {
        return "NewUser[" + user.username() + "]";
    }
}
