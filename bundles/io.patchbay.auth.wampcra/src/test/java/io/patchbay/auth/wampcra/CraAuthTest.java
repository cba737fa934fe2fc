package io.patchbay.auth.wampcra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.CraKey;
import io.patchbay.api.session.Identity;
import io.patchbay.testkit.AuthMethodContract;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

class CraAuthTest extends AuthMethodContract {
    private static final byte[] SECRET = "the shared secret".getBytes(StandardCharsets.UTF_8);

    @Override
    protected AuthMethod method() {
        return new CraAuth();
    }

    @Override
    protected String name() {
        return "wampcra";
    }

    @Override
    protected TestPrincipal user() {
        return TestPrincipal.named("joe").with(new CraKey("salt123", 1000, 32, SECRET));
    }

    @Override
    protected Answer answer(Dict challenge) {
        byte[] signature = Challenge.sign(SECRET, challenge.string("challenge", ""));
        return new Answer(Base64.getEncoder().encodeToString(signature), Dict.EMPTY);
    }

    /** RFC 4231, test case 2. */
    @Test
    void signsByHmacWithSha256() {
        byte[] secret = "Jefe".getBytes(StandardCharsets.UTF_8);

        assertThat(Challenge.sign(secret, "what do ya want for nothing?"))
                .asHexString()
                .isEqualToIgnoringCase(
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void tellsHowTheSecretFollowsFromThePassword() {
        assertThat(challenge(begin(user())).asMap())
                .containsEntry("salt", "salt123")
                .containsEntry("iterations", 1000L)
                .containsEntry("keylen", 32L);
    }

    @Test
    void theChallengeSaysWhatItIsSignedFor() throws Exception {
        Dict details = Dict.of("authid", "joe \"\\\n").with("authrole", "ops");

        Map<String, Object> signed =
                json(challenge(begin(user(), details)).string("challenge", ""));

        assertThat(signed)
                .containsEntry("authid", "joe \"\\\n")
                .containsEntry("authrole", "ops")
                .containsEntry("authmethod", "wampcra")
                .containsEntry("authprovider", Identity.REALM_USER)
                .containsEntry("session", SESSION)
                .containsOnlyKeys(
                        "authid",
                        "authrole",
                        "authmethod",
                        "authprovider",
                        "nonce",
                        "timestamp",
                        "session");
        assertThat(Instant.parse((String) signed.get("timestamp")))
                .isBetween(Instant.now().minusSeconds(600), Instant.now());
    }

    @Test
    void noChallengeIsLikeAnother() {
        assertThat(challenge(begin(user())).string("challenge"))
                .isNotEqualTo(challenge(begin(user())).string("challenge"));
    }

    private static Map<String, Object> json(String text) throws IOException {
        var members = new HashMap<String, Object>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            for (String name = parser.nextFieldName();
                    name != null;
                    name = parser.nextFieldName()) {
                boolean isNumber = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
                members.put(name, isNumber ? (Object) parser.getLongValue() : parser.getText());
            }
        }
        return members;
    }
}
