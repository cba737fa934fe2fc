package io.patchbay.security.password;

import com.ongres.saslprep.SASLprep;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.ScramKey;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept of a password: enough to know it again and to let its owner in by WAMP-SCRAM, and in
 * realms with WAMP-CRA the key for that. Immutable.
 *
 * @param cra null if the realm has no WAMP-CRA
 */
public record PasswordRecord(ScramKey scram, @Nullable CraKey cra) {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    /** Takes as long as the options ask for. */
    static PasswordRecord of(String password, PasswordOptions options, Salts salts) {
        byte[] salt = salts.next();
        byte[] salted =
                options.kdf()
                        .derive(prepared(password), salt, options.iterations(), options.memory());
        var scram =
                new ScramKey(
                        options.kdf().wireName(),
                        salt,
                        options.iterations(),
                        options.memory(),
                        Scram.storedKey(salted),
                        Scram.serverKey(salted));
        return new PasswordRecord(scram, cra(password, options, salts));
    }

    private static @Nullable CraKey cra(String password, PasswordOptions options, Salts salts) {
        if (options.craIterations() == 0) {
            return null;
        }
        String salt = BASE64.encodeToString(salts.next());
        byte[] key =
                Kdf.PBKDF2.derive(
                        password,
                        salt.getBytes(StandardCharsets.UTF_8),
                        options.craIterations(),
                        0);
        return new CraKey(salt, options.craIterations(), Kdf.LENGTH, BASE64.encode(key));
    }

    /** Takes as long as making the record took, whatever the password. */
    boolean matches(String password) {
        byte[] salted =
                Kdf.of(scram.kdf())
                        .orElseThrow()
                        .derive(
                                prepared(password),
                                scram.salt(),
                                scram.iterations(),
                                scram.memory());
        return MessageDigest.isEqual(Scram.storedKey(salted), scram.storedKey());
    }

    /** Clients do so for WAMP-SCRAM; what SASLprep does not allow they cannot use there. */
    private static String prepared(String password) {
        try {
            return new SASLprep().prepareQuery(password);
        } catch (IllegalArgumentException e) {
            return password;
        }
    }

    /** As it is stored. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("kdf", scram.kdf());
        map.put("salt", BASE64.encodeToString(scram.salt()));
        map.put("iterations", (long) scram.iterations());
        map.put("memory", (long) scram.memory());
        map.put("stored_key", BASE64.encodeToString(scram.storedKey()));
        map.put("server_key", BASE64.encodeToString(scram.serverKey()));
        if (cra != null) {
            var key = new LinkedHashMap<String, Object>();
            key.put("salt", cra.salt());
            key.put("iterations", (long) cra.iterations());
            key.put("keylen", (long) cra.keyLength());
            key.put("key", new String(cra.secret(), StandardCharsets.US_ASCII));
            map.put("cra", key);
        }
        return map;
    }

    /**
     * Reads what {@link #toMap} gave.
     *
     * @throws IllegalArgumentException if it is anything else; the message holds no value of it
     */
    public static PasswordRecord of(Map<?, ?> map) {
        var scram =
                new ScramKey(
                        text(map, "kdf"),
                        bytes(map, "salt"),
                        number(map, "iterations"),
                        number(map, "memory"),
                        bytes(map, "stored_key"),
                        bytes(map, "server_key"));
        if (Kdf.of(scram.kdf()).isEmpty()) {
            throw new IllegalArgumentException("kdf of a password is not known");
        }
        return new PasswordRecord(scram, map.get("cra") instanceof Map<?, ?> cra ? cra(cra) : null);
    }

    private static CraKey cra(Map<?, ?> map) {
        return new CraKey(
                text(map, "salt"),
                number(map, "iterations"),
                number(map, "keylen"),
                text(map, "key").getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " of a password is not a string");
    }

    private static byte[] bytes(Map<?, ?> map, String key) {
        try {
            return Base64.getDecoder().decode(text(map, key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " of a password is not Base64", e);
        }
    }

    private static int number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException(key + " of a password is not a number");
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "PasswordRecord[" + scram + ", " + cra + "]";
    }
}
