package io.patchbay.security.realm;

import io.patchbay.api.realm.Admission;
import io.patchbay.api.session.Identity;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.Names;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.WampError;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In what roles somebody comes in who has proven who it is. Any thread.
 *
 * @param details {@code HELLO.Details}, in which it may ask for some of its roles
 */
record Entrance(Rulebook book, Identity proven, Dict details) {
    private static final String EVERY_ROLE = "default";

    /** A user of the realm. */
    Admission user(Account account) {
        Set<String> member = book.groups(account.user().groups());
        List<String> asked = asked();
        Optional<String> foreign =
                asked.stream().filter(role -> !member.contains(role)).findFirst();
        if (foreign.isPresent()) {
            return noSuchRole(foreign.get());
        }
        List<String> acting = asked.isEmpty() ? account.user().groups() : asked;
        return new Admission.Admitted(
                new Identity(
                        account.username(),
                        acting.size() == 1 ? acting.get(0) : EVERY_ROLE,
                        proven.authmethod(),
                        Identity.REALM_USER,
                        extra(account, book.groups(acting), acting),
                        asked));
    }

    /** Somebody whom the realm does not know, with the roles that others give it. */
    Admission guest() {
        List<String> roles = proven.roles().isEmpty() ? List.of(proven.authrole()) : proven.roles();
        for (String role : asked()) {
            if (!roles.contains(role)) {
                return noSuchRole(role);
            }
        }
        return new Admission.Admitted(
                asked().isEmpty()
                        ? proven
                        : new Identity(
                                proven.authid(),
                                asked().size() == 1 ? asked().get(0) : proven.authrole(),
                                proven.authmethod(),
                                proven.authprovider(),
                                proven.authextra(),
                                asked()));
    }

    private static Admission noSuchRole(String role) {
        return new Admission.Refused(
                WampError.NO_SUCH_ROLE, "'" + role + "' is none of the roles of this client");
    }

    /** Empty if it wants all that it has. */
    private List<String> asked() {
        List<String> several = details.strings("x_authroles");
        List<String> asked = several.isEmpty() ? List.of(details.string("authrole", "")) : several;
        return asked.stream()
                .map(Names::fold)
                .filter(role -> !isEveryRole(role))
                .distinct()
                .toList();
    }

    private static boolean isEveryRole(String role) {
        return role.isEmpty() || role.equals(Names.ALL) || role.equals(EVERY_ROLE);
    }

    private Dict extra(Account account, Set<String> groups, List<String> acting) {
        Map<String, Object> meta = meta(account, groups);
        Dict extra = proven.authextra().with("x_authroles", acting);
        return meta.isEmpty() ? extra : extra.with("meta", meta);
    }

    /** What is said of the user and of its groups; all that is said where they do not agree. */
    private Map<String, Object> meta(Account account, Set<String> groups) {
        var merged = new LinkedHashMap<String, Object>(account.meta());
        for (String name : groups) {
            GroupRecord group = book.group(name);
            if (group != null) {
                group.meta().forEach((key, value) -> merged.merge(key, value, Entrance::both));
            }
        }
        return merged;
    }

    private static Object both(Object one, Object other) {
        if (one.equals(other)) {
            return one;
        }
        var values = new ArrayList<Object>(one instanceof Collection<?> many ? many : List.of(one));
        for (Object value : other instanceof Collection<?> many ? many : List.of(other)) {
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }
}
