package io.patchbay.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Verifies tokens of one issuer with the keys that it publishes. They are fetched when a token
 * comes that they are needed for, kept for a while, and fetched again for a key that is not among
 * them, but not more than twice in a while: clients choose what key they name. Any thread; blocks
 * while keys are fetched.
 */
final class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final int LONGEST_AUTHID = 254;
    private static final int MOST_ROLES = 100;

    private final IssuerSettings settings;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    TokenVerifier(IssuerSettings settings) {
        this.settings = settings;
        Set<JWSAlgorithm> algorithms =
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new VerificationKeys(algorithms, keys(settings)));
        processor.setJWSVerifierFactory(EdwardsVerifier.factory());
        var claims =
                new DefaultJWTClaimsVerifier<>(
                        settings.audiences(),
                        new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                        Set.of("exp"),
                        Set.of());
        claims.setMaxClockSkew(settings.clockSkewS());
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> keys(IssuerSettings settings) {
        return JWKSourceBuilder.create(published(settings))
                .cache(
                        TimeUnit.SECONDS.toMillis(settings.keysLifetimeS()),
                        settings.fetchTimeoutMs())
                .refreshAheadCache(false)
                .rateLimited(TimeUnit.SECONDS.toMillis(settings.keysPauseS()))
                .build();
    }

    private static JWKSetSource<SecurityContext> published(IssuerSettings settings) {
        var retriever = new KeyRetriever(settings.fetchTimeoutMs());
        try {
            return settings.jwksUrl().isEmpty()
                    ? new DiscoveredKeys(settings, retriever)
                    : new URLBasedJWKSetSource<>(URI.create(settings.jwksUrl()).toURL(), retriever);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e); // it was read before
        }
    }

    /** Who the token says has issued it. */
    static Optional<String> issuer(String token) {
        try {
            return Optional.ofNullable(SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Whom the token speaks of; empty if it proves nothing.
     *
     * @throws WampFailure if the keys cannot be had
     */
    Optional<Holder> holder(String token) {
        try {
            return holder(processor.process(token, null));
        } catch (RateLimitReachedException e) {
            return Optional
                    .empty(); // no key of that name the last time, and it is too early to ask
        } catch (KeySourceException e) {
            LOG.warn("The keys of {} could not be fetched: {}", settings.issuer(), e.getMessage());
            throw new WampFailure(WampError.UNAVAILABLE, Payload.EMPTY);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.debug("A token of {} is refused: {}", settings.issuer(), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Holder> holder(JWTClaimsSet claims) {
        if (!(claims.getClaim(settings.authidClaim()) instanceof String authid)
                || authid.isEmpty()
                || authid.length() > LONGEST_AUTHID) {
            return Optional.empty();
        }
        if (settings.rolesClaim().isEmpty()) {
            return Optional.of(new Holder(authid, List.of()));
        }
        List<String> roles = roles(claims);
        return roles.isEmpty() ? Optional.empty() : Optional.of(new Holder(authid, roles));
    }

    private List<String> roles(JWTClaimsSet claims) {
        return listed(at(claims.getClaims(), settings.rolesClaim())).stream()
                .map(said -> settings.rolesMap().isEmpty() ? said : settings.rolesMap().get(said))
                .filter(Objects::nonNull)
                .map(role -> role.toLowerCase(Locale.ROOT))
                .distinct()
                .limit(MOST_ROLES)
                .toList();
    }

    /** What is there under that name, or else step by step under the parts of it. */
    private static @Nullable Object at(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int point = path.indexOf('.');
        return point > 0 && claims.get(path.substring(0, point)) instanceof Map<?, ?> inner
                ? at(inner, path.substring(point + 1))
                : null;
    }

    /** The strings of a list, or of a text that parts them by spaces. */
    private static List<String> listed(@Nullable Object value) {
        return switch (value) {
            case String text -> Arrays.stream(text.split(" ")).filter(s -> !s.isEmpty()).toList();
            case Collection<?> many ->
                    many.stream()
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .filter(s -> !s.isEmpty())
                            .toList();
            case null, default -> List.of();
        };
    }
}
