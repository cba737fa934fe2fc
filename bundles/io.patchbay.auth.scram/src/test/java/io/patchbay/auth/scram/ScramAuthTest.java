package io.patchbay.auth.scram;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.ChannelBinding;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.ScramKey;
import io.patchbay.testkit.AuthMethodContract;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class ScramAuthTest extends AuthMethodContract {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final String NONCE = "egVDf3DMJh0=";
    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

    /** PBKDF2 of "pencil" with that salt, 4096 times. */
    private static final byte[] SALTED =
            HexFormat.of()
                    .parseHex("c4a49510323ab4f952cac1fa99441939e78ea74d6be81ddf7096e87513dc615d");

    private static final byte[] CLIENT_KEY = Proof.hmac(SALTED, "Client Key");
    private static final byte[] STORED_KEY = sha256(CLIENT_KEY);
    private static final byte[] SERVER_KEY = Proof.hmac(SALTED, "Server Key");

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected AuthMethod method() {
        return new ScramAuth();
    }

    @Override
    protected String name() {
        return "wamp-scram";
    }

    @Override
    protected TestPrincipal user() {
        return TestPrincipal.named("joe")
                .with(new ScramKey("pbkdf2", SALT, 4096, 0, STORED_KEY, SERVER_KEY));
    }

    @Override
    protected Dict hello() {
        return hello(Map.of("nonce", NONCE));
    }

    private static Dict hello(Map<String, Object> extra) {
        return Dict.of("authid", "j=o,e").with("authextra", extra);
    }

    @Override
    protected Answer answer(Dict challenge) {
        return answer(challenge, "n,,", null, null);
    }

    private static Answer answer(
            Dict challenge, String flag, @Nullable String binding, byte @Nullable [] data) {
        byte[] signature = Proof.hmac(STORED_KEY, exchanged(challenge, flag, data));
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= CLIENT_KEY[i];
        }
        var extra = new HashMap<String, Object>();
        extra.put("nonce", challenge.string("nonce"));
        extra.put("channel_binding", binding);
        extra.put("cbind_data", data == null ? null : BASE64.encodeToString(data));
        return new Answer(BASE64.encodeToString(signature), Dict.of(extra));
    }

    private static String exchanged(Dict challenge, String flag, byte @Nullable [] data) {
        byte[] channel =
                (flag + (data == null ? "" : new String(data, StandardCharsets.ISO_8859_1)))
                        .getBytes(StandardCharsets.ISO_8859_1);
        return "n=j=3Do=2Ce,r=%s,r=%s,s=%s,i=%d,c=%s,r=%s"
                .formatted(
                        NONCE,
                        challenge.string("nonce"),
                        challenge.string("salt"),
                        challenge.integer("iterations", 0),
                        BASE64.encodeToString(channel),
                        challenge.string("nonce"));
    }

    /** The exchange of RFC 7677, section 3. */
    @Test
    void provesAsTheSpecificationSays() {
        String nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        String exchanged =
                "n=user,r=rOprNGfwEbeRWgbNEkqO,r=%s,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=%s"
                        .formatted(nonce, nonce);
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");

        assertThat(Proof.isOf(STORED_KEY, exchanged, proof)).isTrue();
        assertThat(BASE64.encodeToString(Proof.hmac(SERVER_KEY, exchanged)))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        assertThat(BASE64.encodeToString(Proof.channel(new ChannelBinding(null, new byte[0]))))
                .isEqualTo("biws");
    }

    @Test
    void theRouterProvesItselfToo() {
        Conversation conversation = begin(user());
        Dict challenge = challenge(conversation);

        var accepted = (AuthOutcome.Accepted) outcome(conversation, answer(challenge));

        byte[] signature = Proof.hmac(SERVER_KEY, exchanged(challenge, "n,,", null));
        assertThat(accepted.identity().authextra().asMap())
                .isEqualTo(Map.of("verifier", "v=" + BASE64.encodeToString(signature)));
    }

    @Test
    void tellsHowTheKeysFollowFromThePassword() {
        Dict pbkdf2 = challenge(begin(user()));
        Dict argon2 =
                challenge(
                        begin(
                                user().with(
                                                new ScramKey(
                                                        "argon2id13",
                                                        SALT,
                                                        2,
                                                        19_456,
                                                        STORED_KEY,
                                                        SERVER_KEY))));

        assertThat(pbkdf2.asMap())
                .containsEntry("salt", "W22ZaJ0SNY7soEsUEjb6gQ==")
                .containsEntry("kdf", "pbkdf2")
                .containsEntry("iterations", 4096L)
                .containsEntry("memory", null);
        assertThat(argon2.asMap())
                .containsEntry("kdf", "argon2id13")
                .containsEntry("iterations", 2L)
                .containsEntry("memory", 19_456L);
    }

    @Test
    void theNonceBeginsWithThatOfTheClientAndIsNewEachTime() {
        String one = challenge(begin(user())).string("nonce", "");
        String other = challenge(begin(user())).string("nonce", "");

        assertThat(one).startsWith(NONCE).hasSizeGreaterThan(NONCE.length() + 16);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void theProofOfAnotherExchangeProvesNothing() {
        Conversation before = begin(user());
        Conversation conversation = begin(user());
        challenge(conversation);

        assertThat(outcome(conversation, answer(challenge(before))))
                .isEqualTo(new AuthOutcome.Unproven());
    }

    @Test
    void aNonceThatIsNoneIsToldByNameAndValue() {
        for (Object nonce : new Object[] {"", "a,b,c,d", "r=r=r=r=", 7L, "A".repeat(300)}) {
            assertInvalid(
                    hello(Map.of("nonce", nonce)),
                    "option 'authextra.nonce' is ",
                    ", expected random bytes in Base64");
        }
        assertInvalid(Dict.of("authid", "joe"), "option 'authextra.nonce' is missing");
    }

    @Test
    void aChannelBindingThatTheConnectionDoesNotHaveIsRefused() {
        assertInvalid(
                hello(Map.of("nonce", NONCE, "channel_binding", "tls-unique")),
                "option 'authextra.channel_binding' is \"tls-unique\"");
    }

    @Test
    void aProofMayBeBoundToTheChannel() {
        byte[] channel = {1, 2, -3};
        Conversation conversation = overTls("tls-exporter", channel);
        Dict challenge = challenge(conversation);

        assertThat(
                        outcome(
                                conversation,
                                answer(challenge, "p=tls-exporter,,", "tls-exporter", channel)))
                .isInstanceOf(AuthOutcome.Accepted.class);
    }

    @Test
    void aProofThatIsBoundToAnotherChannelOrToNoneProvesNothing() {
        byte[] channel = {1, 2, -3};
        byte[] other = {1, 2, 3};
        for (var wrong :
                List.of(
                        new Binding("p=tls-exporter,,", "tls-exporter", other),
                        new Binding("p=tls-exporter,,", null, channel),
                        new Binding("n,,", null, null),
                        new Binding("p=tls-unique,,", "tls-unique", channel),
                        new Binding("p=tls-exporter,,", "tls-exporter", null))) {
            Conversation conversation = overTls("tls-exporter", channel);
            Dict challenge = challenge(conversation);

            assertThat(outcome(conversation, answer(challenge, wrong.flag, wrong.type, wrong.data)))
                    .isEqualTo(new AuthOutcome.Unproven());
        }
    }

    private record Binding(String flag, @Nullable String type, byte @Nullable [] data) {}

    private Conversation overTls(String binding, byte[] channel) {
        Dict details = hello(Map.of("nonce", NONCE, "channel_binding", binding));
        return overTls(details, binding, channel);
    }
}
