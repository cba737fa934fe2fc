package io.patchbay.security.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;

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

class RealmFileTest {
    @TempDir Path folder;

    private final Directory directory = new Directory();

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
                "[{'uri': 'a', 'uri_rule': 'x'}]| /0/uri_rule is \"x\", expected \"loose\" or",
                "[{'uri': 'a', 'caller_disclosure': 1}]| /0/caller_disclosure is 1, expected a",
                "[{'uri': 'a', 'caller_disclosure': 'x'}]"
                        + "| /0/caller_disclosure is \"x\", expected \"on_request\", \"always\"",
                "[{'uri': 'a', 'publisher_disclosure': 'x'}]"
                        + "| /0/publisher_disclosure is \"x\", expected \"on_request\", \"always\"",
                "[{'uri': 'a', 'retention': 1}]| /0/retention is 1, expected an object",
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
                "[{'uri': 'a', 'grants': [{'roles': 'x', 'uri': '', 'match': 'x'}]}]"
                        + "| /0/grants/0/permissions is missing, expected an array of permissions",
                "[{'uri': 'a', 'grants': [{'roles': 'x', 'permissions': ['no way'], 'uri': ''}]}]"
                        + "| /0/grants/0/permissions/0 is \"no way\", expected a permission",
                "[{'uri': 'a', 'grants': [{'roles': 'x', 'permissions': [], 'uri': 'a b'}]}]"
                        + "| /0/grants/0/uri is \"a b\", expected a URI or a pattern",
                "[{'uri': 'a', 'grants': [{'roles': 'x', 'permissions': [], 'uri': 'a',"
                        + " 'match': 'y'}]}]| /0/grants/0/match is \"y\", expected \"exact\"",
                "[{'uri': 'a', 'grants': [{'roles': 'x', 'permissions': [], 'resources': [1]}]}]"
                        + "| /0/grants/0/resources/0 is 1, expected an object",
                "[{'uri': 'a', 'uri': 'a'}]|, line 1, column",
                "[{'uri': 'a'}|, line 1, column",
                "[] []| nothing may follow the document",
                "``| cannot be read: the file is empty"
            })
    void aBadValueIsToldWithPlaceAndExpectationAndChangesNothing(String json, String told)
            throws Exception {
        Path file = folder.resolve("realms.json");
        Files.writeString(file, "[{\"uri\": \"realm1\"}]");
        var watcher = new RealmWatcher(file, directory);
        watcher.check();
        Files.writeString(file, json.replace('\'', '"'));

        assertThatThrownBy(() -> new RealmFile(file).read())
                .isInstanceOf(RealmFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(told);

        watcher.check();
        assertThat(realms()).containsExactly("there realm1");
    }

    @Test
    void aFileThatWentAwayChangesNothing() throws Exception {
        Path file = folder.resolve("realms.json");
        Files.writeString(file, "[{\"uri\": \"realm1\"}]");
        var watcher = new RealmWatcher(file, directory);
        watcher.check();
        Files.delete(file);

        watcher.check();

        assertThat(realms()).containsExactly("there realm1");
    }

    @Test
    void whoeverWatchesIsToldOfWhatThereIsAndOfEachChange() throws Exception {
        Path file = folder.resolve("realms.json");
        var watcher = new RealmWatcher(file, directory);
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
    void aFileWrittenForBondyLoadsWithWarnings() throws Exception {
        Path file = folder.resolve("realms.json");
        Files.writeString(
                file,
                """
                [{"uri": "com.example.realm", "authmethods": ["cryptosign", "anonymous"],
                  "security_enabled": true, "is_prototype": false,
                  "users": [{"username": "dev1", "groups": ["ops"], "meta": {}}],
                  "groups": [{"name": "ops", "groups": [], "meta": {}}],
                  "odd/key~": 1,
                  "sources": [{"usernames": "all", "authmethod": "cryptosign",
                    "cidr": "0.0.0.0/0", "meta": {}}],
                  "grants": [{"permissions": ["wamp.call", "bondy.issue"], "roles": ["ops"],
                    "resources": [{"uri": "bondy.", "match": "prefix"}, {"uri": "a..b"}]}]}]
                """);
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger(RealmFile.class);
        logger.addAppender(log);

        RealmSettings realm = new RealmFile(file).read().get(0);
        logger.detachAppender(log);

        assertThat(realm.grants()).hasSize(2);
        assertThat(realm.sources()).hasSize(1);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        file + ": /0/is_prototype has no effect in this version",
                        file + ": /0/users has no effect in this version",
                        file + ": /0/groups has no effect in this version",
                        file + ": /0/odd~1key~0 has no effect in this version");
    }
}
