package io.patchbay.security.realm;

import io.patchbay.security.record.Names;

import java.util.Collection;
import java.util.List;

/**
 * In what roles somebody acts. Whoever acts in fewer groups than it is in does without what the
 * others allow, not without what they deny. Immutable.
 *
 * @param base {@code all} or {@code anonymous}
 * @param user its name if there are grants for it, else empty
 * @param acting the groups that it acts in, in order
 * @param member the groups that it is in, in order
 */
record RoleSet(String base, String user, List<String> acting, List<String> member) {
    static final RoleSet ANONYMOUS = new RoleSet(Names.ANONYMOUS, "", List.of(), List.of());

    static RoleSet of(String user, Collection<String> acting, Collection<String> member) {
        return new RoleSet(
                Names.ALL,
                user,
                acting.stream().sorted().distinct().toList(),
                member.stream().sorted().distinct().toList());
    }
}
