package io.patchbay.security.key;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The signing keys of a realm. Any thread. */
public record KeyRing(List<SigningKey> keys) {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    /**
     * Takes what can be read.
     *
     * @param realm for the log
     */
    public static KeyRing of(Object realm, List<String> pems) {
        var keys = new ArrayList<SigningKey>();
        for (String pem : pems) {
            try {
                keys.add(SigningKey.of(pem));
            } catch (InvalidKeyException e) {
                LOG.error("A key of realm {} is not used: {}", realm, e.getMessage());
            }
        }
        return new KeyRing(List.copyOf(keys));
    }

    /** The one to sign with now, if there is any. */
    public Optional<SigningKey> first() {
        return keys.stream().findFirst();
    }

    /** The one that is known by that name, if there is one. */
    public Optional<SigningKey> find(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** A JSON Web Key of each. */
    public List<Map<String, Object>> publicKeys() {
        return keys.stream().map(SigningKey::publicKey).toList();
    }
}
