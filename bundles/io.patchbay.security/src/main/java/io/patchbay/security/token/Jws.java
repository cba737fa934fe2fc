package io.patchbay.security.token;

import io.patchbay.security.key.SigningKey;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.JsonTree;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Claims that were signed by a key of a realm: the compact form of RFC 7515. What it says, and by
 * whom, is not proven until {@link #isBy} is. Immutable.
 */
public final class Jws {
    private static final int LONGEST = 16 << 10;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final String kid;
    private final JsonCursor claims;
    private final byte[] signed;
    private final byte[] signature;

    private Jws(String kid, JsonCursor claims, byte[] signed, byte[] signature) {
        this.kid = kid;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** Signs. Takes some tenths of a millisecond. */
    public static String sign(SigningKey key, Map<String, Object> claims) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", SigningKey.ALGORITHM);
        header.put("typ", "JWT");
        header.put("kid", key.kid());
        String signed = encode(JsonTree.write(header)) + "." + encode(JsonTree.write(claims));
        return signed + "." + encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** Reads what a client sent, which may be anything. */
    public static Optional<Jws> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonCursor header = json("header", parts[0]);
            if (!header.get("alg").text().equals(SigningKey.ALGORITHM)) {
                return Optional.empty();
            }
            String signed = parts[0] + "." + parts[1];
            return Optional.of(
                    new Jws(
                            header.get("kid").text(),
                            json("claims", parts[1]),
                            signed.getBytes(StandardCharsets.US_ASCII),
                            DECODER.decode(parts[2])));
        } catch (InvalidRecord | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JsonCursor json(String name, String part) throws InvalidRecord {
        return JsonCursor.root(name, JsonTree.read(name, DECODER.decode(part)));
    }

    /** The key that it names. */
    public String kid() {
        return kid;
    }

    public JsonCursor claims() {
        return claims;
    }

    /** Takes some tenths of a millisecond. */
    public boolean isBy(SigningKey key) {
        return key.hasSigned(signed, signature);
    }
}
