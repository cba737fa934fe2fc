package io.patchbay.security;

import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.management.ManagementEvents;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedures;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.realm.Login;
import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.store.Store;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Authenticator;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.file.RealmWatcher;
import io.patchbay.security.login.Gate;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.login.PasswordRenewal;
import io.patchbay.security.login.RequestedRealms;
import io.patchbay.security.oauth.Tokens;
import io.patchbay.security.operation.Happening;
import io.patchbay.security.operation.MasterRealm;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.PasswordHashing;
import io.patchbay.security.operation.RealmRequests;
import io.patchbay.security.operation.SessionCloser;
import io.patchbay.security.operation.SigningKeys;
import io.patchbay.security.operation.UserOperations;
import io.patchbay.security.password.Decoys;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.password.RecentPasswords;
import io.patchbay.security.procedure.SecurityProcedures;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.Records;
import io.patchbay.security.ticket.Ticket;
import io.patchbay.security.ticket.Tickets;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The realms as the store and their file say, as a service. */
@Component(
        name = Security.PID,
        immediate = true,
        service = {
            RealmDirectory.class,
            ManagementProcedures.class,
            MetricSource.class,
            ReadyCheck.class,
            Security.class
        })
@Designate(ocd = Security.Config.class)
public final class Security
        implements RealmDirectory, ManagementProcedures, MetricSource, ReadyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(Security.class);
    static final String PID = "io.patchbay.security";
    private static final int POLL_S = 1;

    /** Whoever needs a key before gets it: what most realms never need can wait for the start. */
    private static final int KEYS_S = 10;

    private static final RecordId DECOY_KEY = RecordId.own("decoys");
    private static final int DECOY_KEY_BYTES = 32;

    /** {@code etc/io.patchbay.security.cfg}. */
    @ObjectClassDefinition(name = "Patchbay security")
    @interface Config {
        @AttributeDefinition(description = "The static realm file, relative to the base directory")
        String realms_file() default "etc/realms.json";

        @AttributeDefinition(description = "Whether realms are made when clients ask for them")
        boolean realms_auto_create() default false;

        @AttributeDefinition(description = "The prototype that they have; empty: none")
        String realms_auto_prototype() default "";

        @AttributeDefinition(description = "How many there may be of them")
        int realms_auto_max() default 100;

        @AttributeDefinition(description = "Those that an address may ask for before it waits")
        int realms_auto_address_max() default 10;

        @AttributeDefinition(description = "The password of the first administrator, alone in it")
        String admin_password_file() default "";

        @AttributeDefinition(description = "Passwords hashed at a time; 0: half of the processors")
        int passwords_threads() default 0;

        @AttributeDefinition(description = "Passwords that may wait for that")
        int passwords_waiting() default 64;

        @AttributeDefinition(description = "Passwords remembered as right for a moment; 0: none")
        int passwords_recent_max() default 1000;

        @AttributeDefinition(description = "How long that is, in seconds")
        int passwords_recent_s() default 30;

        @AttributeDefinition(description = "Failed logins from an address before it waits; 0: off")
        int failures_address() default 20;

        @AttributeDefinition(description = "Failed logins as an authid before it waits; 0: off")
        int failures_authid() default 5;

        @AttributeDefinition(description = "How long it waits at most, in seconds")
        int failures_wait_s() default 60;

        @AttributeDefinition(description = "Addresses, and authids, whose failures are remembered")
        int failures_remembered() default 100_000;

        @AttributeDefinition(description = "Calls of procedures that realms leave decisions to")
        int dynamic_calls_max() default 1000;

        @AttributeDefinition(description = "How long one of them may take, in milliseconds")
        int dynamic_timeout_ms() default 5000;

        @AttributeDefinition(description = "Answers of authorizers that are remembered")
        int dynamic_answers_max() default 100_000;

        @AttributeDefinition(description = "For how long they are remembered, in seconds")
        int dynamic_answers_s() default 60;

        @AttributeDefinition(description = "Methods whose sessions may be given tickets")
        String ticket_authmethods() default "password,wampcra,wamp-scram,cryptosign,tls,trust,jwt";

        @AttributeDefinition(description = "How long a ticket is good at most, in seconds")
        int ticket_lifetime_s() default 2_592_000;

        @AttributeDefinition(description = "Tickets that a user may have")
        int ticket_user_max() default 100;

        @AttributeDefinition(description = "How long an access token is good, in seconds")
        int oauth2_access_lifetime_s() default 900;

        @AttributeDefinition(description = "How long a refresh token is good, in seconds")
        int oauth2_refresh_lifetime_s() default 2_592_000;

        @AttributeDefinition(description = "Clients and devices for which a user may have tokens")
        int oauth2_user_max() default 25;
    }

    private final Records records;
    private final Path base;
    private final Decoys decoys;
    private final Procedures applications;
    private final Authenticator authenticator;
    private final Arbiter arbiter;
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("patchbay-security").daemon().unstarted(task));
    private volatile SecuritySettings settings;
    private volatile Gate gate;
    private final Directory directory;
    private final Operations operations;
    private final SigningKeys signingKeys;
    private final RequestedRealms requestedRealms;
    private final List<ManagementProcedure> procedures;
    private final SessionCloser sessionCloser;
    private final FirstStart firstStart;
    private final Tickets tickets;
    private final Tokens tokens;
    private volatile RealmWatcher watcher;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ManagementEvents events;

    /** Starts with the defaults if the configuration is not in order. */
    @Activate
    public Security(BundleContext bundle, Map<String, Object> properties, @Reference Store store) {
        this.records = new Records(store);
        this.base = Path.of(Optional.ofNullable(bundle.getProperty("patchbay.base")).orElse("."));
        this.decoys = new Decoys(decoyKey());
        this.operations = new Operations(records);
        this.settings =
                read(properties, "the default configuration is in force")
                        .orElseGet(() -> SecuritySettings.of(Map.of()));
        this.applications = new Procedures(settings.procedures());
        this.authenticator = new Authenticator(applications);
        this.arbiter = new Arbiter(applications, settings.memory(), System::nanoTime);
        this.gate = gate(settings);
        this.watcher = watcher(settings);
        watcher.check();
        this.directory = new Directory(records, this::begin, arbiter);
        this.signingKeys = new SigningKeys(directory, operations);
        this.requestedRealms = new RequestedRealms(new RealmRequests(operations), System::nanoTime);
        requestedRealms.bounds(settings.requestedRealms());
        InstantSource clock = InstantSource.system();
        this.tickets =
                new Tickets(directory, operations, records, signingKeys, settings.tickets(), clock);
        this.tokens =
                new Tokens(directory, operations, records, signingKeys, settings.tokens(), clock);
        this.procedures = SecurityProcedures.all(operations, hashing(), directory, tickets, tokens);
        operations.listen(this::tell);
        this.sessionCloser = new SessionCloser(directory, records);
        operations.listen(sessionCloser);
        watcher.listen(sessionCloser::credentialsChanged);
        this.firstStart = new FirstStart(new MasterRealm(operations), System::getenv);
        worker.scheduleWithFixedDelay(this::check, 0, POLL_S, TimeUnit.SECONDS);
        worker.scheduleWithFixedDelay(signingKeys::makeMissing, KEYS_S, KEYS_S, TimeUnit.SECONDS);
    }

    /** Takes over what has changed; sessions live on. What is not in order changes nothing. */
    @Modified
    void modified(Map<String, Object> properties) {
        SecuritySettings before = settings;
        SecuritySettings now =
                read(properties, "the previous configuration stays in force").orElse(before);
        if (now.equals(before)) {
            return;
        }
        settings = now;
        requestedRealms.bounds(now.requestedRealms());
        applications.bounds(now.procedures());
        arbiter.memory(now.memory());
        tickets.settings(now.tickets());
        tokens.settings(now.tokens());
        Gate former = gate;
        gate = gate(now);
        former.passwords().close();
        if (!now.realmsFile().equals(before.realmsFile())) {
            RealmWatcher next = watcher(now);
            next.listen(sessionCloser::credentialsChanged);
            watcher = next;
        }
    }

    private static Optional<SecuritySettings> read(
            Map<String, Object> properties, String otherwise) {
        try {
            return Optional.of(SecuritySettings.of(properties));
        } catch (InvalidSetting e) {
            LOG.error("{}; {}", e.getMessage(), otherwise);
            return Optional.empty();
        }
    }

    /** The same for good: who asks before and after a restart must not see other decoys. */
    private byte[] decoyKey() {
        Optional<byte[]> kept =
                records.bytes(DECOY_KEY).filter(key -> key.length == DECOY_KEY_BYTES);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] key = new byte[DECOY_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        records.commit(List.of(DECOY_KEY.put(key)))
                .whenComplete(
                        (done, failure) -> {
                            if (failure != null) {
                                LOG.error("The key of decoys could not be stored", failure);
                            }
                        });
        return key;
    }

    private Gate gate(SecuritySettings now) {
        var recent = new RecentPasswords(now.recentPasswords(), System::nanoTime);
        var passwords = new Passwords(now.passwords(), recent);
        var kept = new KeptPasswords(passwords);
        return new Gate(
                passwords,
                authenticator,
                this::holder,
                decoys,
                new PasswordRenewal(records, kept, new UserOperations(operations, kept)),
                (realm, username) -> tell(UserOperations.loggedIn(realm, username)),
                now.failures(),
                System::nanoTime);
    }

    private Optional<String> holder(Uri realm, TokenKind kind, String token) {
        return switch (kind) {
            case TICKET -> tickets.verify(realm, token).map(Ticket::authid);
            case ACCESS_TOKEN -> tokens.holder(realm, token);
        };
    }

    private Login begin(Guard guard, @Nullable String authid, ConnectionInfo connection) {
        return gate.begin(guard, authid, connection);
    }

    /** Who hashes changes with the configuration. */
    private PasswordHashing hashing() {
        return new PasswordHashing() {
            @Override
            public CompletionStage<Map<String, Object>> hash(String password, RealmRecord realm) {
                return new KeptPasswords(gate.passwords()).hash(password, realm);
            }

            @Override
            public CompletionStage<Boolean> verify(Map<String, Object> kept, String password) {
                return new KeptPasswords(gate.passwords()).verify(kept, password);
            }
        };
    }

    private void tell(Happening happening) {
        ManagementEvents told = events;
        if (told != null) {
            told.publish(
                    happening.realm(),
                    Uri.of(happening.topic()),
                    Payload.of(List.<Object>copyOf(happening.about()), Map.of()));
        }
    }

    private Map<String, Object> keep(
            String username, String password, RealmRecord realm, Map<String, Object> before) {
        return new KeptPasswords(gate.passwords()).keep(username, password, realm, before);
    }

    /** The executor would keep a failure to itself, and not check again. */
    private void check() {
        try {
            watcher.check();
        } catch (RuntimeException e) {
            LOG.error("The realm file could not be taken over; the realms stay as they are", e);
        }
        try {
            firstStart.check(settings.adminPasswordFile().map(base::resolve), gate.passwords());
        } catch (RuntimeException e) {
            LOG.error("The first administrator could not be made", e);
        }
    }

    private RealmWatcher watcher(SecuritySettings now) {
        return new RealmWatcher(base.resolve(now.realmsFile()), records, this::keep);
    }

    @Deactivate
    void deactivate() {
        worker.shutdown();
        gate.passwords().close();
        tickets.close();
        operations.close();
        directory.close();
    }

    @Override
    public Optional<String> waitingFor() {
        return firstStart.waitingFor();
    }

    /** Ends sessions when that must be, while it is told of any. */
    SessionCloser sessionCloser() {
        return sessionCloser;
    }

    /** What realms sign with. */
    SigningKeys signingKeys() {
        return signingKeys;
    }

    /** What procedures of applications are called by. */
    Procedures applications() {
        return applications;
    }

    @Override
    public Collection<ManagementProcedure> procedures() {
        return procedures;
    }

    @Override
    public Watch watch(Listener listener) {
        return directory.watch(listener);
    }

    @Override
    public CompletionStage<Boolean> request(Uri realm, ConnectionInfo client) {
        return requestedRealms.request(realm, client);
    }

    Tokens tokens() {
        return tokens;
    }

    @Override
    public void collect(Sink sink) {
        gate.collect(sink);
        applications.collect(sink);
    }
}
