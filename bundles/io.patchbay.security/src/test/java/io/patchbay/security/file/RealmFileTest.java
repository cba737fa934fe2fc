package io.patchbay.security.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Logins;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.Known;
import io.patchbay.security.record.RealmTree;
import io.patchbay.security.record.Records;
import io.patchbay.testkit.MemoryStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

class RealmFileTest {
    @TempDir Path folder;

    private static final Logins NOBODY =
            (guard, authid, connection) -> {
                throw new AssertionError();
            };

    private final Records records = new Records(new MemoryStore());
    private final Directory directory =
            new Directory(
                    records,
                    NOBODY,
                    new Arbiter(
                            new Procedures(Procedures.Bounds.USUAL),
                            Arbiter.Memory.USUAL,
                            System::nanoTime));

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}| the document is {}, expected an array of realms",
                "null| the document is missing, expected an array of realms",
                "[1]| /0 is 1, expected an object",
                "[{}]| /0/uri is missing, expected a string",
                "[{'uri': 7}]| /0/uri is 7, expected a string",
                "[{'uri': 'a..b'}]| /0/uri is \"a..b\", expected a URI",
                "[{'uri': 'a'}, {'uri': 'a'}]| /1/uri is \"a\", expected a realm that is not",
                "[{'uri': 'a', 'authmethods': 'x'}]| /0/authmethods is \"x\", expected an array of",
                "[{'uri': 'a', 'authmethods': [1]}]| /0/authmethods/0 is 1, expected a string",
                "[{'uri': 'a', 'allow_connections': 1}]| /0/allow_connections is 1, expected true",
                "[{'uri': 'a', 'security_enabled': 'x'}]| /0/security_enabled is \"x\", expected",
                "[{'uri': 'a', 'dynamic_authorizer': 1}]| /0/dynamic_authorizer is 1, expected a",
                "[{'uri': 'a', 'dynamic_authorizer': ''}]| /0/dynamic_authorizer is \"\", expected",
                "[{'uri': 'a', 'dynamic_authenticators': 'x'}]"
                        + "| /0/dynamic_authenticators is \"x\", expected an object",
                "[{'uri': 'a', 'dynamic_authenticators': {'scram': 'com.example'}}]"
                        + "| /0/dynamic_authenticators/scram is \"com.example\", expected nothing",
                "[{'uri': 'a', 'dynamic_authenticators': {'ticket': 'a b'}}]"
                        + "| /0/dynamic_authenticators/ticket is \"a b\", expected the URI of a",
                "[{'uri': 'a', 'dynamic_authenticators': {'ticket': 'wamp.a'}}]"
                        + "| /0/dynamic_authenticators/ticket is \"wamp.a\", expected the URI",
                "[{'uri': 'a', 'uri_rule': 'x'}]| /0/uri_rule is \"x\", expected \"loose\" or",
                "[{'uri': 'a', 'caller_disclosure': 1}]| /0/caller_disclosure is 1, expected a",
                "[{'uri': 'a', 'caller_disclosure': 'x'}]"
                        + "| /0/caller_disclosure is \"x\", expected \"on_request\", \"always\"",
                "[{'uri': 'a', 'publisher_disclosure': 'x'}]"
                        + "| /0/publisher_disclosure is \"x\", expected \"on_request\", \"always\"",
                "[{'uri': 'a', 'retention': 1}]| /0/retention is 1, expected an object",
                "[{'uri': 'a', 'password_opts': 1}]| /0/password_opts is 1, expected an object",
                "[{'uri': 'a', 'password_opts': {'protocol': 'x'}}]"
                        + "| /0/password_opts/protocol is \"x\", expected \"cra\" or \"scram\"",
                "[{'uri': 'a', 'password_opts': {'params': {'kdf': 'bcrypt'}}}]"
                        + "| /0/password_opts/params/kdf is \"bcrypt\", expected \"argon2id13\"",
                "[{'uri': 'a', 'password_opts': {'params': {'memory': 7}}}]"
                        + "| /0/password_opts/params/memory is 7, expected a whole number from 8",
                "[{'uri': 'a', 'password_opts': {'params': {'kdf': 'pbkdf2', 'iterations': 1}}}]"
                        + "| /0/password_opts/params/iterations is 1, expected a whole number from",
                "[{'uri': 'a', 'password_opts': {'protocol': 'cra',"
                        + " 'params': {'kdf': 'argon2id13'}}}]"
                        + "| /0/password_opts/params/kdf is \"argon2id13\", expected \"pbkdf2\"",
                "[{'uri': 'a', 'password_opts': {'protocol': 'cra', 'params': {'iterations': 1}}}]"
                        + "| /0/password_opts/params/iterations is 1, expected a whole number from",
                "[{'uri': 'a', 'retention': {'events_max': -1}}]"
                        + "| /0/retention/events_max is -1, expected a whole number from 0",
                "[{'uri': 'a', 'retention': {'bytes_max': 3000000000}}]"
                        + "| /0/retention/bytes_max is 3000000000, expected a whole number",
                "[{'uri': 'a', 'retention': {'event_bytes_max': '1k'}}]"
                        + "| /0/retention/event_bytes_max is \"1k\", expected a whole number",
                "[{'uri': 'a', 'sources': {}}]| /0/sources is {}, expected an array of sources",
                "[{'uri': 'a', 'sources': [1]}]| /0/sources/0 is 1, expected an object",
                "[{'uri': 'a', 'sources': [{'usernames': 'all', 'authmethod': 'x', 'cidr': 'y'}]}]"
                        + "| /0/sources/0/cidr is \"y\", expected an address range",
                "[{'uri': 'a', 'sources': [{'usernames': 1}]}]| /0/sources/0/usernames is 1",
                "[{'uri': 'a', 'grants': [{'roles': 'all', 'uri': '', 'match': 'x'}]}]"
                        + "| /0/grants/0/permissions is missing, expected an array of permissions",
                "[{'uri': 'a', 'grants': [{'roles': 'all', 'permissions': ['no way'], 'uri': ''}]}]"
                        + "| /0/grants/0/permissions/0 is \"no way\", expected a permission",
                "[{'uri': 'a', 'grants': [{'roles': 'all', 'permissions': [], 'uri': 'a b'}]}]"
                        + "| /0/grants/0/uri is \"a b\", expected a URI or a pattern",
                "[{'uri': 'a', 'grants': [{'roles': 'all', 'permissions': [], 'uri': 'a',"
                        + " 'match': 'y'}]}]| /0/grants/0/match is \"y\", expected \"exact\"",
                "[{'uri': 'a', 'grants': [{'roles': 'all', 'permissions': [], 'resources': [1]}]}]"
                        + "| /0/grants/0/resources/0 is 1, expected an object",
                "[{'uri': 'com.leapsight.bondy', 'security_enabled': false}]"
                        + "| /0/security_enabled is false, expected true, as this is the master realm",
                "[{'uri': 'com.leapsight.bondy.x'}]| /0/uri is \"com.leapsight.bondy.x\", expected a",
                "[{'uri': 'a', 'is_prototype': 1}]| /0/is_prototype is 1, expected true or false",
                "[{'uri': 'a', 'prototype_uri': 'b'}]"
                        + "| /0/prototype_uri is \"b\", expected a realm that is a prototype",
                "[{'uri': 'a', 'prototype_uri': 'b'}, {'uri': 'b'}]"
                        + "| /0/prototype_uri is \"b\", expected a realm that is a prototype",
                "[{'uri': 'a', 'is_prototype': true, 'prototype_uri': 'a'}]"
                        + "| /0/prototype_uri is \"a\", expected nothing, as the realm is a",
                "[{'uri': 'a', 'sso_realm_uri': 'b'}, {'uri': 'b'}]"
                        + "| /0/sso_realm_uri is \"b\", expected a realm that is an SSO realm",
                "[{'uri': 'a', 'is_sso_realm': true, 'sso_realm_uri': 'a'}]"
                        + "| /0/sso_realm_uri is \"a\", expected nothing, as the realm is an SSO",
                "[{'uri': 's', 'is_sso_realm': true, 'prototype_uri': 'p'},"
                        + " {'uri': 'p', 'is_prototype': true, 'sso_realm_uri': 's'}]"
                        + "| /0/prototype_uri is \"p\", expected a prototype without",
                "[{'uri': 'a', 'private_keys': ['secret']}]| /0/private_keys/0 is not in order",
                "[{'uri': 'a', 'private_keys': ['-----BEGIN PRIVATE KEY-----x']}]"
                        + "| /0/private_keys/0 is not in order, expected a private key of the curve",
                "[{'uri': 'a', 'groups': [{}]}]| /0/groups/0/name is missing, expected a string",
                "[{'uri': 'a', 'groups': [{'name': 'All'}]}]"
                        + "| /0/groups/0/name is \"All\", expected the name of a group other than",
                "[{'uri': 'a', 'groups': [{'name': 'patchbay.trusted'}]}]"
                        + "| /0/groups/0/name is \"patchbay.trusted\", expected the name of a",
                "[{'uri': 'a', 'groups': [{'name': 'x'}, {'name': 'X'}]}]"
                        + "| /0/groups/1/name is \"X\", expected a group that is not there twice",
                "[{'uri': 'a', 'groups': [{'name': 'x', 'groups': ['y']}]}]"
                        + "| /0/groups/0/groups/0 is \"y\", expected a group of this realm",
                "[{'uri': 'a', 'groups': [{'name': 'x', 'groups': ['y']},"
                        + " {'name': 'y', 'groups': ['x']}]}]"
                        + "| /0/groups/0/groups is [y], expected groups that \"x\" is not among",
                "[{'uri': 'a', 'users': [{'username': 'ab'}]}]"
                        + "| /0/users/0/username is \"ab\", expected a username of 3 to 254 bytes",
                "[{'uri': 'a', 'users': [{'username': 'anonymous'}]}]"
                        + "| /0/users/0/username is \"anonymous\", expected a username other than",
                "[{'uri': 'a', 'users': [{'username': 'group/x'}]}]"
                        + "| /0/users/0/username is \"group/x\", expected a username without",
                "[{'uri': 'a', 'users': [{'username': 'joe'}, {'username': 'JOE'}]}]"
                        + "| /0/users/1/username is \"JOE\", expected a user that is not there",
                "[{'uri': 'a', 'users': [{'username': 'joe', 'password': 'abc'}]}]"
                        + "| /0/users/0/password is not in order, expected a string of 6 to 254",
                "[{'uri': 'a', 'users': [{'username': 'joe', 'authorized_keys': ['00']}]}]"
                        + "| /0/users/0/authorized_keys/0 is \"00\", expected an Ed25519 public",
                "[{'uri': 'a', 'users': [{'username': 'joe', 'groups': ['x']}]}]"
                        + "| /0/users/0/groups/0 is \"x\", expected a group of this realm",
                "[{'uri': 'a', 'users': [{'username': 'joe', 'meta': 1}]}]"
                        + "| /0/users/0/meta is 1, expected an object",
                "[{'uri': 'a', 'users': [{'username': 'joe', 'sso_realm_uri': 'b'}]}]"
                        + "| /0/users/0/sso_realm_uri is \"b\", expected nothing, as the realm has",
                "[{'uri': 'a', 'users': [{'username': 'joe',"
                        + " 'aliases': ['aa1', 'aa2', 'aa3', 'aa4', 'aa5', 'aa6']}]}]"
                        + "| expected up to 5 aliases",
                "[{'uri': 'a', 'users': [{'username': 'joe', 'aliases': ['jim']},"
                        + " {'username': 'jim'}]}]"
                        + "| /0/users/0/aliases/0 is \"jim\", expected a name that no other user",
                "[{'uri': 'a', 'users': [{'username': 'joe', 'aliases': ['xxx']},"
                        + " {'username': 'jim', 'aliases': ['XXX']}]}]"
                        + "| /0/users/1/aliases/0 is \"XXX\", expected a name that no other user",
                "[{'uri': 'a', 'sources': [{'usernames': 'joe', 'authmethod': 'x',"
                        + " 'cidr': '10.0.0.0/8'}]}]"
                        + "| /0/sources/0/usernames is \"joe\", expected a user of this realm",
                "[{'uri': 'a', 'grants': [{'roles': ['x'], 'permissions': [], 'uri': ''}]}]"
                        + "| /0/grants/0/roles/0 is \"x\", expected \"all\", \"anonymous\", or a",
                "[{'uri': 'a', 'grants': [{'roles': 'all', 'permissions': [], 'uri': '',"
                        + " 'effect': 'x'}]}]| /0/grants/0/effect is \"x\", expected \"allow\" or",
                "[{'uri': 'a', 'users': [{'username': 'joe'}], 'groups': [{'name': 'joe'}],"
                        + " 'grants': [{'roles': 'joe', 'permissions': [], 'uri': ''}]}]"
                        + "| /0/grants/0/roles is \"joe\", expected \"user/joe\" or \"group/joe\"",
                "[{'uri': 'a', 'uri': 'a'}]|, line 1, column",
                "[{'uri': 'a'}|, line 1, column",
                "[] []| nothing may follow the document",
                "``| the document is empty"
            })
    void aBadValueIsToldWithPlaceAndExpectationAndChangesNothing(String json, String told)
            throws Exception {
        Path file = folder.resolve("realms.json");
        Files.writeString(file, "[{\"uri\": \"realm1\"}]");
        var watcher =
                new RealmWatcher(file, records, (username, password, realm, before) -> Map.of());
        watcher.check();
        Files.writeString(file, json.replace('\'', '"'));

        assertThatThrownBy(() -> new RealmFile(file).read(Known.NOTHING))
                .isInstanceOf(InvalidRecord.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(told);

        watcher.check();
        assertThat(realms()).containsExactly("there realm1");
    }

    @Test
    void aFileThatWentAwayChangesNothing() throws Exception {
        Path file = folder.resolve("realms.json");
        Files.writeString(file, "[{\"uri\": \"realm1\"}]");
        var watcher =
                new RealmWatcher(file, records, (username, password, realm, before) -> Map.of());
        watcher.check();
        Files.delete(file);

        watcher.check();

        assertThat(realms()).containsExactly("there realm1");
    }

    @Test
    void whoeverWatchesIsToldOfWhatThereIsAndOfEachChange() throws Exception {
        Path file = folder.resolve("realms.json");
        var watcher =
                new RealmWatcher(file, records, (username, password, realm, before) -> Map.of());
        Files.writeString(file, "[{\"uri\": \"a\"}, {\"uri\": \"b\"}]");
        watcher.check();
        List<String> told = new ArrayList<>();
        try (RealmDirectory.Watch watch = directory.watch(recording(told))) {
            assertThat(told).containsExactlyInAnyOrder("there a", "there b");
            told.clear();

            Files.writeString(
                    file, "[{\"uri\": \"a\", \"uri_rule\": \"strict\"}, {\"uri\": \"new\"}]");
            watcher.check();
        }
        Files.writeString(file, "[]");
        watcher.check();

        assertThat(told).containsExactlyInAnyOrder("changed a", "changed new", "removed b");
    }

    private List<String> realms() {
        List<String> told = new ArrayList<>();
        directory.watch(recording(told)).close();
        return told;
    }

    private static RealmDirectory.Listener recording(List<String> told) {
        return new RealmDirectory.Listener() {
            @Override
            public void all(Collection<RealmGuard> realms) {
                realms.forEach(realm -> told.add("there " + realm.uri()));
            }

            @Override
            public void changed(RealmGuard realm) {
                told.add("changed " + realm.uri());
            }

            @Override
            public void removed(RealmGuard realm) {
                told.add("removed " + realm.uri());
            }
        };
    }

    @Test
    void aNameThatIsTooLongIsRefused() throws Exception {
        for (String member : List.of("groups\": [{\"name", "users\": [{\"username")) {
            Path file = folder.resolve("realms.json");
            String json = "[{\"uri\": \"a\", \"%s\": \"%s\"}]}]";
            Files.writeString(file, json.formatted(member, "ä".repeat(127)));
            assertThat(new RealmFile(file).read(Known.NOTHING)).hasSize(1);

            Files.writeString(file, json.formatted(member, "ä".repeat(127) + "x"));
            assertThatThrownBy(() -> new RealmFile(file).read(Known.NOTHING))
                    .isInstanceOf(InvalidRecord.class)
                    .hasMessageContaining("to 254 bytes");
        }
    }

    @Test
    void aFileWrittenForBondyLoadsAndTellsWhatNobodyKnows() throws Exception {
        Path file = folder.resolve("realms.json");
        Files.writeString(file, BONDY);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger(RealmFile.class);
        logger.addAppender(log);

        List<RealmTree> trees = new RealmFile(file).read(Known.NOTHING);
        logger.detachAppender(log);

        assertThat(trees)
                .extracting(tree -> tree.realm().uri().toString())
                .containsExactly("com.example.sso", "com.example.proto", "com.example.realm");
        RealmTree realm = trees.get(2);
        assertThat(realm.groups()).hasSize(1);
        assertThat(realm.users().get(0).user().groups()).containsExactly("ops", "inherited");
        assertThat(realm.sources()).hasSize(3);
        assertThat(realm.grants())
                .extracting(grant -> grant.role() + " " + grant.match() + " " + grant.uri())
                .containsExactly(
                        "group/ops PREFIX bondy.",
                        "group/ops WILDCARD a..b",
                        "user/dev1 PREFIX ",
                        "group/inherited EXACT com.example.one");
        assertThat(realm.grants().get(3).denies()).isTrue();
        assertThat(trees.toString()).doesNotContain("correct horse");
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactlyInAnyOrder(
                        file + ": /0/odd~1key~0 is not known and has no effect",
                        file + ": /0/users/0/nick is not known and has no effect");
    }

    private static final String BONDY =
            """
            [{"uri": "com.example.realm", "authmethods": ["cryptosign", "anonymous"],
              "security_enabled": true, "is_prototype": false, "prototype_uri": "com.example.proto",
              "sso_realm_uri": "com.example.sso", "password_opts": {"protocol": "scram"},
              "users": [{"username": "Dev1", "groups": ["ops", "inherited"], "nick": 1,
                "authorized_keys":
                  ["1766c9e6ec7d7b354fd7a2e4542753a23cae0b901228305621e5b8713299ccdd"],
                "password": "correct horse", "sso_realm_uri": "com.example.sso",
                "aliases": ["dev.one"], "enabled": true, "meta": {"a": [1, 2.5, null]}}],
              "groups": [{"name": "ops", "groups": [], "meta": {}}],
              "odd/key~": 1,
              "sources": [{"usernames": "all", "authmethod": "cryptosign",
                "cidr": "0.0.0.0/0", "meta": {}},
                {"usernames": ["anonymous", "DEV1"], "authmethod": "trust", "cidr": "::1/128"}],
              "grants": [{"permissions": ["wamp.call", "bondy.issue"], "roles": ["ops"],
                "resources": [{"uri": "bondy.", "match": "prefix"}, {"uri": "a..b"}]},
                {"permissions": ["wamp.call"], "roles": "user/dev1", "uri": "*", "match": "exact"},
                {"permissions": ["wamp.call"], "roles": ["group/inherited"], "effect": "deny",
                  "uri": "com.example.one"}]},
             {"uri": "com.example.sso", "is_sso_realm": true},
             {"uri": "com.example.proto", "is_prototype": true, "groups": [{"name": "inherited"}],
              "info": {"any": "thing"}}]
            """;
}
