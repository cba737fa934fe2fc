package io.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.patchbay.api.access.Action;
import io.patchbay.api.session.Identity;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.operation.MasterRealm;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.RealmOperations;
import io.patchbay.security.operation.UserOperations;
import io.patchbay.security.password.PasswordRecord;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class FirstStartTest {
    private static final String MASTER = "com.leapsight.bondy";
    private static final Pattern TOLD = Pattern.compile("with the password (\\S+) which");

    private final Logger logger = (Logger) LoggerFactory.getLogger(FirstStart.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final RealmKit kit = new RealmKit("[]");
    private final Operations operations = new Operations(kit.records());
    private final Passwords passwords = new Passwords(new Passwords.Bounds(1, 64));

    @TempDir Path folder;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        operations.close();
        passwords.close();
    }

    private FirstStart firstStart(Map<String, String> environment) {
        return new FirstStart(new MasterRealm(operations), environment::get);
    }

    private Guard master() {
        return kit.guard(MASTER);
    }

    private boolean isPassword(String password) {
        Map<String, Object> kept = master().account("admin").orElseThrow().keeper().password();
        return passwords.matches(PasswordRecord.of(kept), password);
    }

    private String told() {
        return String.join(
                "\n", log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void thereIsNoPasswordThatEverybodyKnows() {
        FirstStart start = firstStart(Map.of());
        assertThat(start.waitingFor()).isPresent();

        start.check(Optional.empty(), passwords);

        assertThat(start.waitingFor()).isEmpty();
        Matcher told = TOLD.matcher(told());
        assertThat(told.find()).isTrue();
        assertThat(told.group(1)).hasSize(24);
        assertThat(isPassword(told.group(1))).isTrue();
        assertThat(isPassword("bondy-admin")).isFalse();
    }

    @Test
    void thePasswordOfTheEnvironmentIsTakenAndNotTold() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "of the file");

        firstStart(Map.of(FirstStart.VARIABLE, "of the environment"))
                .check(Optional.of(file), passwords);

        assertThat(isPassword("of the environment")).isTrue();
        assertThat(log.list).isEmpty();
    }

    @Test
    void aFileThatIsNotInOrderIsToldOnceAndMayBecomeSo() throws Exception {
        Path file = folder.resolve("secret");
        FirstStart start = firstStart(Map.of());

        start.check(Optional.of(file), passwords);
        start.check(Optional.of(file), passwords);
        assertThat(start.waitingFor().orElseThrow()).contains("secret cannot be read (NoSuchFile");
        Files.writeString(file, "short");
        start.check(Optional.of(file), passwords);
        assertThat(start.waitingFor().orElseThrow())
                .contains("secret is not in order, expected a password of 6 to 254 characters")
                .doesNotContain("short");
        assertThat(log.list).hasSize(2);
        assertThat(kit.directory().guard(Uri.of(MASTER))).isEmpty();
        Files.writeString(file, "long enough\n");
        start.check(Optional.of(file), passwords);

        assertThat(start.waitingFor()).isEmpty();
        assertThat(isPassword("long enough")).isTrue();
    }

    @Test
    void theAdministratorMayDoEverythingThereAndAnonymousClientsNothing() {
        firstStart(Map.of()).check(Optional.empty(), passwords);
        kit.realms(
                """
                [{"uri": "com.leapsight.bondy", "authmethods": ["anonymous", "password"],
                  "sources": [
                    {"usernames": "anonymous", "authmethod": "anonymous", "cidr": "0.0.0.0/0"}],
                  "grants": [{"roles": "anonymous", "permissions": ["wamp.call"], "uri": ""}]}]
                """);

        assertThat(mayCall("admin", Identity.REALM_USER, "default")).isTrue();
        assertThat(mayCall("somebody", "test", "anonymous")).isFalse();
        assertThat(master().rulebook().accepts("anonymous")).isFalse();
        assertThat(master().rulebook().accepts("password")).isTrue();
    }

    private boolean mayCall(String authid, String provider, String role) {
        return master().rights(new Identity(authid, role, "test", provider, Dict.EMPTY))
                .allow(Action.CALL, Uri.of("bondy.realm.list"), MatchPolicy.EXACT);
    }

    @Test
    void whatTheAdministratorMayComeInByIsSaid() {
        firstStart(Map.of()).check(Optional.empty(), passwords);

        for (String method : List.of("password", "wampcra", "wamp-scram", "cryptosign", "ticket")) {
            assertThat(master().rulebook().accepts(method)).as(method).isTrue();
        }
        assertThat(master().rulebook().accepts("trust")).isFalse();
    }

    @Test
    void whatWasChangedAboutItStaysSo() {
        firstStart(Map.of()).check(Optional.empty(), passwords);
        var users = new UserOperations(operations, new KeptPasswords(passwords));
        users.add(Uri.of(MASTER), Map.of("username", "boss", "groups", List.of()))
                .toCompletableFuture()
                .join();
        users.remove(Uri.of(MASTER), "admin").toCompletableFuture().join();
        int commits = kit.store().commits();

        FirstStart second = firstStart(Map.of(FirstStart.VARIABLE, "of the environment"));
        second.check(Optional.empty(), passwords);

        assertThat(second.waitingFor()).isEmpty();
        assertThat(kit.store().commits()).isEqualTo(commits);
        assertThat(master().account("admin")).isEmpty();
        assertThat(master().account("boss")).isPresent();
    }

    @Test
    void anAdministratorWhomTheFileNamesKeepsThePasswordOfTheFile() {
        kit.realms(
                """
                [{"uri": "com.leapsight.bondy",
                  "groups": [{"name": "bondy.administrators"}],
                  "users": [{"username": "admin", "password": "correct horse",
                    "groups": ["bondy.administrators"]}]}]
                """);

        firstStart(Map.of()).check(Optional.empty(), passwords);

        assertThat(log.list).isEmpty();
        assertThat(kit.records().find(Uri.of(MASTER), "admin").orElseThrow().password())
                .containsEntry("kept", "correct horse");
        assertThat(mayCall("admin", Identity.REALM_USER, "default")).isTrue();
    }

    @Test
    void whatTheFileSaysOfItCountsAndItStaysWhenTheFileSaysNoMore() {
        kit.realms(
                """
                [{"uri": "com.leapsight.bondy", "description": "of the file",
                  "users": [{"username": "boss", "password": "correct horse"}]}]
                """);

        firstStart(Map.of()).check(Optional.empty(), passwords);
        kit.realms("[]");

        var realms = new RealmOperations(operations, new KeptPasswords(passwords));
        assertThat(realms.get(RealmRecord.MASTER)).containsEntry("description", "of the file");
        assertThat(master().account("admin")).isPresent();
        assertThat(master().account("boss")).isEmpty();
    }
}
