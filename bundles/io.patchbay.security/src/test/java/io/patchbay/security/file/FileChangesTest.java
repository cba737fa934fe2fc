package io.patchbay.security.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.access.Action;
import io.patchbay.api.session.Identity;
import io.patchbay.security.RealmKit;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.JsonTree;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class FileChangesTest {
    private static final Uri REALM = Uri.of("com.realm");
    private static final Uri SSO = Uri.of("com.sso");
    private static final String REALMS =
            """
            [{"uri": "com.realm", "sso_realm_uri": "com.sso",
              "groups": [{"name": "ops"}],
              "users": [{"username": "joe", "password": "correct horse", "groups": ["ops"],
                  "aliases": ["josef"]},
                {"username": "jane", "password": "battery staple", "sso_realm_uri": "com.sso"}],
              "sources": [{"usernames": "all", "authmethod": "ticket", "cidr": "10.0.0.0/8"}],
              "grants": [{"roles": "ops", "permissions": ["wamp.call"], "uri": "com.a"}]},
             {"uri": "com.sso", "is_sso_realm": true}]
            """;

    private final RealmKit kit = new RealmKit(REALMS);

    private boolean mayCall(String username, String uri) {
        var identity = new Identity(username, "default", "test", Identity.REALM_USER, Dict.EMPTY);
        return kit.guard("com.realm")
                .rights(identity)
                .allow(Action.CALL, Uri.of(uri), MatchPolicy.EXACT);
    }

    private UserRecord user(Uri realm, String username) {
        return kit.records().find(realm, username).orElseThrow();
    }

    @Test
    void whatIsEqualIsNotWrittenAgain() {
        int commits = kit.store().commits();

        kit.realms(REALMS);
        new RealmKit(REALMS, kit.store());

        assertThat(kit.store().commits()).isEqualTo(commits);
    }

    @Test
    void aPasswordIsKeptWhereTheUsersCredentialsAre() {
        assertThat(user(REALM, "joe").password()).containsEntry("kept", "correct horse");
        assertThat(user(REALM, "jane").password()).isEmpty();
        assertThat(user(SSO, "jane").password()).containsEntry("kept", "battery staple");
        assertThat(kit.guard("com.realm").account("JANE").orElseThrow().keeper())
                .isEqualTo(user(SSO, "jane"));
    }

    @Test
    void aPasswordOfWhichTheFileSaysNothingStays() {
        kit.realms(REALMS.replace("\"password\": \"correct horse\", ", ""));

        assertThat(user(REALM, "joe").password()).containsEntry("kept", "correct horse");
    }

    @Test
    void whatTheFileHasNoMoreGoes() {
        assertThat(mayCall("joe", "com.a")).isTrue();

        kit.realms(REALMS.replaceFirst("\\{\"roles\": \"ops\".*\\}\\]\\},", "]},"));

        assertThat(mayCall("joe", "com.a")).isFalse();
        assertThat(kit.guard("com.realm").account("josef")).isPresent();
        kit.realms(
                REALMS.replace(", \n      \"aliases\": [\"josef\"]", "").replace("josef", "josy"));
        assertThat(kit.guard("com.realm").account("josef")).isEmpty();
        assertThat(kit.guard("com.realm").account("josy")).isPresent();
    }

    @Test
    void whatWasMadeOtherwiseOutlivesTheFileAndARestart() {
        Uri other = Uri.of("com.other");
        var jim =
                new UserRecord(
                        "jim", true, List.of(), List.of(), List.of(), Map.of(), null, Map.of());
        kit.records()
                .commit(
                        List.of(
                                RecordId.realm(other)
                                        .put(JsonTree.write(Map.of("uri", "com.other"))),
                                RecordId.user(REALM, "jim").put(JsonTree.write(jim.json()))));

        kit.realms(REALMS.replace("com.a", "com.b"));
        var again = new RealmKit(REALMS.replace("com.a", "com.c"), kit.store());

        assertThat(again.directory().guard(other)).isPresent();
        assertThat(again.guard("com.realm").account("jim")).isPresent();
        assertThat(mayCall("joe", "com.c")).isTrue();
        assertThat(mayCall("joe", "com.b")).isFalse();
    }

    @Test
    void aRealmThatTheFileHasNoMoreGoesWithAllThatIsInIt() {
        kit.records()
                .commit(
                        List.of(
                                RecordId.group(REALM, "more")
                                        .put(
                                                JsonTree.write(
                                                        new GroupRecord("more", List.of(), Map.of())
                                                                .json()))));

        kit.realms("[]");

        assertThat(kit.directory().guards()).isEmpty();
        assertThat(kit.records().groups(REALM)).isEmpty();
        assertThat(kit.records().inFile()).isEmpty();
        for (String map : List.of(RecordId.USERS, RecordId.ALIASES, RecordId.GRANTS)) {
            assertThat(kit.store().map(map).size()).isZero();
        }
    }

    @Test
    void theFileMayReferToWhatWasMadeOtherwiseAndNotToWhatItHasDropped() {
        String grant = "{\"roles\": \"more\", \"permissions\": [], \"uri\": \"x\"}";
        String referring = REALMS.replace("\"grants\": [", "\"grants\": [" + grant + ", ");
        kit.realms(referring);
        assertThat(kit.store().map(RecordId.GRANTS).size()).isOne();

        kit.realms(
                referring.replace(
                        "{\"name\": \"ops\"}", "{\"name\": \"ops\"}, {\"name\": \"more\"}"));
        assertThat(kit.store().map(RecordId.GRANTS).size()).isEqualTo(2);

        kit.realms(referring);
        assertThat(kit.store().map(RecordId.GRANTS).size()).isEqualTo(2);
        assertThat(kit.records().groups(REALM)).containsKey("more");
    }

    @Test
    void aRecordThatCannotBeReadClosesItsRealmUntilItCan() {
        RecordId id = RecordId.group(REALM, "ops");
        byte[] whole = kit.records().bytes(id).orElseThrow();

        kit.records().commit(List.of(id.put(new byte[] {'?'})));
        assertThat(kit.directory().guard(REALM)).isEmpty();
        assertThat(
                        new Directory(
                                        kit.records(),
                                        (guard, authid, connection) -> {
                                            throw new AssertionError();
                                        },
                                        new Arbiter(
                                                new Procedures(Procedures.Bounds.USUAL),
                                                Arbiter.Memory.USUAL,
                                                System::nanoTime))
                                .guard(REALM))
                .isEmpty();

        kit.records().commit(List.of(id.put(whole)));
        assertThat(kit.directory().guard(REALM)).isPresent();
    }
}
