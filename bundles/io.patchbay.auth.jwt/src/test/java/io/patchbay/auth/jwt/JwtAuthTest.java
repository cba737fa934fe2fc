package io.patchbay.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.config.Settings;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.WampFailure;
import io.patchbay.testkit.TestClient;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

class JwtAuthTest {
    private static final RSAKey RSA = rsa("r1");
    private static final ECKey EC = ec("e1");

    private final JwtAuth method = new JwtAuth();
    private KeyServer server;

    private static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new KeyServer();
        server.publish(RSA, EC);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Issuer issuer(String... more) {
        var properties = new HashMap<String, Object>();
        properties.put("issuer", "https://id.example.com");
        properties.put("jwks.url", server.url());
        properties.put("audience", "router, other");
        properties.put("realms", "realm1,Realm2");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        var issuer = new Issuer(properties);
        method.addIssuer(issuer);
        return issuer;
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://id.example.com")
                .audience("router")
                .subject("joe")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, JWSAlgorithm.ES256, "e1", signer(EC));
    }

    private static JWSSigner signer(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(
            JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, String kid, JWSSigner signer) {
        return signed(claims, new JWSHeader.Builder(algorithm).keyID(kid).build(), signer);
    }

    private static String signed(JWTClaimsSet.Builder claims, JWSHeader header, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private AuthOutcome outcome(String token) {
        return outcome(token, "realm1", Dict.of("authid", "joe"));
    }

    private AuthOutcome outcome(String token, String realm, Dict details) {
        return answer(token, realm, details).join();
    }

    private CompletableFuture<AuthOutcome> answer(String token, String realm, Dict details) {
        Conversation conversation =
                method.begin(
                        new AuthRequest(
                                Uri.of(realm),
                                1,
                                details,
                                TestClient.local(),
                                TestPrincipal.named("joe")));
        AuthOutcome challenge = conversation.start().toCompletableFuture().join();
        assertThat(challenge).isEqualTo(new AuthOutcome.Challenge(Dict.EMPTY));
        return conversation.answer(token, Dict.EMPTY).toCompletableFuture();
    }

    private Identity identity(AuthOutcome outcome) {
        assertThat(outcome).isInstanceOf(AuthOutcome.Accepted.class);
        return ((AuthOutcome.Accepted) outcome).identity();
    }

    private void assertUnproven(String token) {
        assertThat(outcome(token)).isEqualTo(new AuthOutcome.Unproven());
    }

    @Test
    void aTokenLetsInTheUserThatItSpeaksOf() {
        issuer();

        Identity joe = identity(outcome(signed(claims())));

        assertThat(joe.authid()).isEqualTo("joe");
        assertThat(joe.authmethod()).isEqualTo("jwt");
        assertThat(joe.authprovider()).isEqualTo(Identity.REALM_USER);
        assertThat(joe.roles()).isEmpty();
    }

    @Test
    void whoDoesNotSayWhoItIsIsWhomTheTokenSpeaksOf() {
        issuer();

        Identity kim = identity(outcome(signed(claims().subject("kim")), "realm2", Dict.EMPTY));

        assertThat(kim.authid()).isEqualTo("kim");
    }

    @Test
    void aTokenOfSomebodyElseProvesNothing() {
        issuer();

        assertUnproven(signed(claims().subject("kim")));
    }

    @Test
    void aRealmThatDoesNotTrustTheIssuerLetsNobodyIn() {
        issuer();

        assertThat(outcome(signed(claims()), "realm3", Dict.of("authid", "joe")))
                .isEqualTo(new AuthOutcome.Unproven());
    }

    @Test
    void anIssuerThatIsGoneIsNotTrustedAnyMore() {
        Issuer issuer = issuer();

        method.removeIssuer(issuer);

        assertUnproven(signed(claims()));
    }

    @Test
    void whatAnotherHasIssuedOrForSomebodyElseOrOutOfTimeProvesNothing() {
        issuer("clock.skew.s", "30");
        Instant now = Instant.now();

        assertUnproven(signed(claims().issuer("https://id.example.org")));
        assertUnproven(signed(claims().issuer(null)));
        assertUnproven(signed(claims().audience("another")));
        assertUnproven(signed(claims().audience((String) null)));
        assertUnproven(signed(claims().expirationTime(Date.from(now.minusSeconds(60)))));
        assertUnproven(signed(claims().expirationTime(null)));
        assertUnproven(signed(claims().notBeforeTime(Date.from(now.plusSeconds(120)))));
        assertUnproven(signed(claims().subject(null)));
        assertUnproven(signed(claims().subject("")));
        assertUnproven(signed(claims().subject("x".repeat(255))));
    }

    @Test
    void clocksMayDifferALittle() {
        issuer("clock.skew.s", "300");
        Instant now = Instant.now();

        identity(outcome(signed(claims().expirationTime(Date.from(now.minusSeconds(60))))));
        identity(outcome(signed(claims().notBeforeTime(Date.from(now.plusSeconds(60))))));
    }

    @Test
    void onlyTheAlgorithmsThatWereSaidAreTaken() throws JOSEException {
        issuer("algorithms", "RS256");

        assertUnproven(signed(claims()));
        assertUnproven(signed(claims(), JWSAlgorithm.RS512, "r1", new RSASSASigner(RSA)));
        identity(outcome(signed(claims(), JWSAlgorithm.RS256, "r1", new RSASSASigner(RSA))));
    }

    @Test
    void aTokenWithoutASignatureOrByASharedSecretProvesNothing() throws JOSEException {
        issuer();
        byte[] known = RSA.toRSAPublicKey().getEncoded();

        assertUnproven(new PlainJWT(claims().build()).serialize());
        assertUnproven(signed(claims(), JWSAlgorithm.HS256, "r1", new MACSigner(known)));
    }

    @Test
    void aTokenByAnotherKeyOfTheSameNameProvesNothing() {
        issuer();

        assertUnproven(signed(claims(), JWSAlgorithm.ES256, "e1", signer(ec("e1"))));
    }

    @Test
    void aTokenOfAnotherKindProvesNothing() {
        issuer();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("e1");

        assertUnproven(
                signed(
                        claims(),
                        header.type(new JOSEObjectType("logout+jwt")).build(),
                        signer(EC)));
        identity(
                outcome(
                        signed(
                                claims(),
                                header.type(new JOSEObjectType("at+jwt")).build(),
                                signer(EC))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a.b.c", "e30.e30.", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA", "ÿ"})
    void whatIsNoTokenProvesNothing(String token) {
        issuer();

        assertUnproven(token);
        assertThat(server.fetches()).isZero();
    }

    @Test
    void aTokenThatIsFarTooLongIsNotLookedAt() {
        issuer();

        assertUnproven(signed(claims().claim("much", "x".repeat(20_000))));
    }

    @Test
    void rolesComeFromAClaimByTheirNamesHere() {
        issuer("roles.claim", "realm_access.roles", "roles.map", "admins = Ops, users=staff");

        Identity joe =
                identity(
                        outcome(
                                signed(
                                        claims().claim(
                                                        "realm_access",
                                                        Map.of(
                                                                "roles",
                                                                List.of(
                                                                        "x", "users",
                                                                        "admins"))))));

        assertThat(joe.roles()).containsExactly("staff", "ops");
        assertThat(joe.authrole()).isEqualTo("staff");
        assertThat(joe.authprovider()).isEqualTo("jwt");
    }

    @Test
    void rolesMayBePartedBySpaces() {
        issuer("roles.claim", "https://example.com/scope");

        Identity joe =
                identity(outcome(signed(claims().claim("https://example.com/scope", "a  B"))));

        assertThat(joe.roles()).containsExactly("a", "b");
    }

    @Test
    void whoHasNoRoleThoughRolesAreAskedForDoesNotComeIn() {
        issuer("roles.claim", "roles", "roles.map", "admins=ops");

        assertUnproven(signed(claims()));
        assertUnproven(signed(claims().claim("roles", List.of())));
        assertUnproven(signed(claims().claim("roles", List.of("users"))));
        assertUnproven(signed(claims().claim("roles", 7)));
    }

    @Test
    void theUserMayBeNamedByAnotherClaim() {
        issuer("authid.claim", "preferred_username");

        assertThat(
                        identity(
                                        outcome(
                                                signed(
                                                        claims().subject("4711")
                                                                .claim(
                                                                        "preferred_username",
                                                                        "Joe"))))
                                .authid())
                .isEqualTo("Joe");
    }

    @Test
    void keysAreFetchedWhenATokenComesAndThenKept() {
        issuer();
        assertThat(server.fetches()).isZero();

        for (int i = 0; i < 5; i++) {
            identity(outcome(signed(claims())));
        }

        assertThat(server.fetches()).isOne();
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesIt() {
        issuer();
        identity(outcome(signed(claims())));
        ECKey next = ec("e2");

        server.publish(EC, next);

        identity(outcome(signed(claims(), JWSAlgorithm.ES256, "e2", signer(next))));
        assertThat(server.fetches()).isEqualTo(2);
    }

    @Test
    void keysThatNobodyHasAreNotLookedForAgainAndAgain() {
        issuer("keys.pause.s", "3600", "keys.lifetime.s", "7200");
        for (int i = 0; i < 20; i++) {
            assertUnproven(signed(claims(), JWSAlgorithm.ES256, "none" + i, signer(ec("x"))));
        }

        assertThat(server.fetches()).isLessThanOrEqualTo(2);
        identity(outcome(signed(claims())));
    }

    @Test
    void nobodyComesInWhileTheKeysCannotBeHad() {
        issuer();
        server.close();

        CompletableFuture<AuthOutcome> answer =
                answer(signed(claims()), "realm1", Dict.of("authid", "joe"));

        assertThat(answer)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        WampFailure.class,
                        failure -> assertThat(failure.error()).isEqualTo(WampError.UNAVAILABLE));
    }

    @Test
    void keysAreNotFetchedFromWhereTheIssuersServerPointsTo() {
        issuer();
        server.redirect();

        CompletableFuture<AuthOutcome> answer =
                answer(signed(claims()), "realm1", Dict.of("authid", "joe"));

        assertThat(answer.handle((outcome, failure) -> failure).join())
                .isInstanceOf(CompletionException.class);
        assertThat(server.fetches()).isOne();
    }

    @Test
    void anotherConfigurationIsInForceAtOnce() {
        Issuer issuer = issuer();
        identity(outcome(signed(claims())));

        issuer.modified(
                Map.of(
                        "issuer", "https://id.example.com",
                        "jwks.url", server.url(),
                        "audience", "nobody",
                        "realms", "realm1"));

        assertUnproven(signed(claims()));
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, ''",
        "audience, ','",
        "realms, ''",
        "jwks.url, nonsense",
        "jwks.url, ftp://127.0.0.1/keys",
        "jwks.url, file:///etc/passwd",
        "jwks.url, http://example.com/keys",
        "jwks.url, http://127.0.0.1.example.com/keys",
        "jwks.url, http://10.0.0.1/keys",
        "algorithms, ''",
        "algorithms, HS256",
        "algorithms, none",
        "roles.map, admins",
        "roles.map, =ops",
        "clock.skew.s, -1",
        "keys.pause.s, 0",
        "keys.pause.s, 300",
        "fetch.timeout.ms, x"
    })
    void whatIsWrongLeavesTheFormerConfigurationInForce(String key, String value) {
        Issuer issuer = issuer();
        var properties = new HashMap<String, Object>();
        properties.put("issuer", "https://id.example.com");
        properties.put("jwks.url", server.url());
        properties.put("audience", "nobody");
        properties.put("realms", "realm1");
        properties.put(key, value);

        issuer.modified(properties);

        identity(outcome(signed(claims())));
    }

    /** A token that is signed by a key of Ed25519, which the library cannot do alone. */
    private static String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, KeyPair key)
            throws Exception {
        var header = new JWSHeader.Builder(algorithm).keyID("ed").build();
        String text = header.toBase64URL() + "." + claims.build().toPayload().toBase64URL();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64URL.encode(signature.sign());
    }

    private static KeyPair edwards() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private static OctetKeyPair published(KeyPair key) {
        byte[] encoded = key.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID("ed").build();
    }

    @Test
    void aTokenMayBeSignedByEd25519() throws Exception {
        issuer("algorithms", "ES256,EdDSA,Ed25519");
        KeyPair key = edwards();
        server.publish(EC, published(key));

        identity(outcome(signed(claims(), JWSAlgorithm.EdDSA, key)));
        identity(outcome(signed(claims(), JWSAlgorithm.Ed25519, key)));
        identity(outcome(signed(claims())));
        assertUnproven(signed(claims(), JWSAlgorithm.EdDSA, edwards()));
        assertUnproven(signed(claims().audience("another"), JWSAlgorithm.EdDSA, key));
        assertUnproven(signed(claims(), JWSAlgorithm.EdDSA, key) + "AA");
        assertUnproven(signed(claims(), JWSAlgorithm.Ed448, key));
    }

    @Test
    void aTokenByEd25519ProvesNothingIfThatWasNotSaid() throws Exception {
        issuer("algorithms", "ES256");
        KeyPair key = edwards();
        server.publish(EC, published(key));

        assertUnproven(signed(claims(), JWSAlgorithm.EdDSA, key));
    }

    @Test
    void anIssuerTellsWhereItsKeysAre() {
        issuer("issuer", server.root(), "jwks.url", "");
        server.tell(server.root(), server.url());

        for (int i = 0; i < 3; i++) {
            identity(outcome(signed(claims().issuer(server.root()))));
        }

        assertThat(server.fetches()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "nonsense",
                "{\"issuer\":\"https://id.example.com\",\"jwks_uri\":\"ROOT/keys\"}",
                "{\"issuer\":\"ROOT\"}",
                "{\"issuer\":\"ROOT\",\"jwks_uri\":7}",
                "{\"issuer\":\"ROOT\",\"jwks_uri\":\"file:///etc/passwd\"}",
                "{\"issuer\":\"ROOT\",\"jwks_uri\":\"http://10.0.0.1/keys\"}"
            })
    void anIssuerThatTellsNothingOfUseIsNotBelieved(String told) {
        issuer("issuer", server.root(), "jwks.url", "");
        server.tell(told.replace("ROOT", server.root()));

        assertUnavailable();
        assertThat(server.fetches()).isOne();
    }

    @Test
    void whatAnIssuerTellsIsOfLimitedSizeAndNotElsewhere() {
        issuer("issuer", server.root(), "jwks.url", "");
        server.tell(server.root(), server.url() + "?" + "x".repeat(300_000));
        assertUnavailable();

        server.tell(server.root(), server.url());
        server.redirect();
        assertUnavailable();
    }

    private void assertUnavailable() {
        CompletableFuture<AuthOutcome> answer =
                answer(signed(claims().issuer(server.root())), "realm1", Dict.of("authid", "joe"));
        assertThat(answer.handle((outcome, failure) -> failure).join())
                .isInstanceOf(CompletionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id.example.com", "http://id.example.com", "urn:example:issuer"})
    void anIssuerThatIsNoSafeUrlNeedsOneOfItsKeys(String name) {
        Issuer issuer = issuer();

        issuer.modified(Map.of("issuer", name, "audience", "nobody", "realms", "realm1"));

        identity(outcome(signed(claims())));
    }

    @Test
    void aSafeIssuerDoesNotPointToAnUnsafePlace() {
        IssuerSettings settings =
                IssuerSettings.of(
                        Settings.of(
                                Issuer.PID,
                                Issuer.Config.class,
                                Map.of(
                                        "issuer", "https://id.example.com",
                                        "audience", "a",
                                        "realms", "realm1")));

        assertThat(settings.isSafe("https://keys.example.com/")).isTrue();
        assertThat(settings.isSafe("http://127.0.0.1:8080/keys")).isFalse();
        assertThat(settings.isSafe("http://keys.example.com/")).isFalse();
    }
}
