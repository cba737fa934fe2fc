package io.patchbay.auth.wampcra;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.session.Identity;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a client signs: JSON that says what it is signed for, with a nonce in it. */
final class Challenge {
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_BYTES = 24;
    private static final JsonFactory JSON = new JsonFactory();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Challenge() {}

    static String of(AuthRequest request) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            // As the client said it: the name of the user would tell that this is its alias.
            json.writeStringField("authid", request.details().string("authid", ""));
            json.writeStringField("authrole", request.details().string("authrole", "default"));
            json.writeStringField("authmethod", CraAuth.NAME);
            json.writeStringField("authprovider", Identity.REALM_USER);
            json.writeStringField("nonce", nonce());
            json.writeStringField(
                    "timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeNumberField("session", request.session());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string takes everything
        }
        return text.toString();
    }

    private static String nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return Base64.getUrlEncoder().encodeToString(nonce);
    }

    static byte[] sign(byte[] secret, String challenge) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
