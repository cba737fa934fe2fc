package io.patchbay.auth.jwt;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An issuer of tokens that realms trust. Tokens are verified on a thread of its own, which is there
 * while there are some: it may have to fetch keys first. Any thread.
 */
@Component(
        name = Issuer.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = Issuer.class)
@Designate(ocd = Issuer.Config.class, factory = true)
public final class Issuer {
    static final String PID = "io.patchbay.auth.jwt";
    private static final Logger LOG = LoggerFactory.getLogger(Issuer.class);
    private static final int WAITING = 1000;
    private static final int IDLE_S = 10;

    /** {@code etc/io.patchbay.auth.jwt-<name>.cfg}. */
    @ObjectClassDefinition(name = "Issuer of JSON Web Tokens")
    @interface Config {
        @AttributeDefinition(description = "What its tokens have as iss")
        String issuer() default "";

        @AttributeDefinition(description = "Where its keys are; empty: it tells itself")
        String jwks_url() default "";

        @AttributeDefinition(description = "Whether that may be http beyond this machine")
        boolean jwks_insecure() default false;

        @AttributeDefinition(description = "What its tokens must have as aud, one of these")
        String audience() default "";

        @AttributeDefinition(description = "The realms that trust it")
        String realms() default "";

        @AttributeDefinition(description = "The algorithms that it may sign with")
        String algorithms() default "RS256,ES256,EdDSA";

        @AttributeDefinition(description = "The claim that names the user")
        String authid_claim() default "sub";

        @AttributeDefinition(description = "The claim that lists roles; empty: the realm decides")
        String roles_claim() default "";

        @AttributeDefinition(
                description = "Roles by what the claim says, as claim=role; empty: as it says")
        String roles_map() default "";

        @AttributeDefinition(description = "How far clocks may differ, in seconds")
        int clock_skew_s() default 30;

        @AttributeDefinition(description = "How long keys are kept, in seconds")
        int keys_lifetime_s() default 300;

        @AttributeDefinition(description = "How long to wait before keys are fetched again")
        int keys_pause_s() default 30;

        @AttributeDefinition(description = "How long to wait for the issuer, in milliseconds")
        int fetch_timeout_ms() default 2000;
    }

    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_S,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofPlatform().name("patchbay-jwt").daemon().factory());
    private volatile @Nullable IssuerSettings settings;
    private volatile @Nullable TokenVerifier verifier;

    /** With a configuration that cannot be used nobody trusts it until that was changed. */
    @Activate
    public Issuer(Map<String, Object> properties) {
        worker.allowCoreThreadTimeOut(true);
        modified(properties);
    }

    /** What is wrong is told once; then the former configuration stays in force. */
    @Modified
    synchronized void modified(Map<String, Object> properties) {
        try {
            IssuerSettings next = IssuerSettings.of(Settings.of(PID, Config.class, properties));
            if (!next.equals(settings)) {
                settings = next;
                verifier = null;
            }
        } catch (InvalidSetting e) {
            String former = settings == null ? "" : "; the former configuration stays in force";
            LOG.error("{}{}", e.getMessage(), former);
        }
    }

    @Deactivate
    void deactivate() {
        worker.shutdown();
    }

    boolean isTrustedBy(Uri realm) {
        IssuerSettings now = settings;
        return now != null && now.realms().contains(realm.toString());
    }

    boolean isNamed(String issuer) {
        IssuerSettings now = settings;
        return now != null && now.issuer().equals(issuer);
    }

    /**
     * Whom the token speaks of; empty if it proves nothing. Fails with {@link WampFailure} if the
     * keys cannot be had, or too many wait.
     */
    CompletionStage<Optional<Holder>> holder(String token) {
        try {
            return CompletableFuture.supplyAsync(() -> verifier().holder(token), worker);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(
                    new WampFailure(WampError.UNAVAILABLE, Payload.EMPTY));
        }
    }

    /** Made when it is needed first: its library is large. */
    private synchronized TokenVerifier verifier() {
        TokenVerifier known = verifier;
        IssuerSettings now = settings;
        if (known == null) {
            if (now == null) {
                throw new WampFailure(WampError.UNAVAILABLE, Payload.EMPTY);
            }
            known = new TokenVerifier(now);
            verifier = known;
        }
        return known;
    }
}
