package io.patchbay.security.record;

import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What procedures of its applications decide for a realm.
 *
 * @param authenticators by the method that they authenticate for
 * @param authorizer is asked about what grants allow; null if nobody is
 */
public record Delegation(Map<String, Uri> authenticators, @Nullable Uri authorizer) {
    private static final String AUTHENTICATORS = "dynamic_authenticators";
    private static final String AUTHORIZER = "dynamic_authorizer";
    private static final Set<String> METHODS =
            Set.of("password", "ticket", "wampcra", "cryptosign");

    public Delegation {
        authenticators = Map.copyOf(authenticators);
    }

    static Delegation read(JsonCursor realm) throws InvalidRecord {
        JsonCursor authenticators = realm.get(AUTHENTICATORS);
        JsonCursor authorizer = realm.get(AUTHORIZER);
        var byMethod = new LinkedHashMap<String, Uri>();
        for (String method : authenticators.members().keySet()) {
            JsonCursor procedure = authenticators.get(method);
            if (!METHODS.contains(method)) {
                throw procedure.bad(
                        "nothing, as procedures authenticate only for "
                                + String.join(", ", new TreeSet<>(METHODS)));
            }
            byMethod.put(method, procedure(procedure));
        }
        return new Delegation(byMethod, authorizer.value() == null ? null : procedure(authorizer));
    }

    private static Uri procedure(JsonCursor cursor) throws InvalidRecord {
        Uri uri = Uri.of(cursor.text());
        if (!uri.isValid(UriRule.LOOSE) || uri.isReserved()) {
            throw cursor.bad("the URI of a procedure, say \"com.example.authenticate\"");
        }
        return uri;
    }

    void write(Map<String, Object> json) {
        if (!authenticators.isEmpty()) {
            json.put(AUTHENTICATORS, authenticators);
        }
        if (authorizer != null) {
            json.put(AUTHORIZER, authorizer);
        }
    }
}
