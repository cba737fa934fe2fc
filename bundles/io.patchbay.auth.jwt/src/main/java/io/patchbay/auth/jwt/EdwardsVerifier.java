package io.patchbay.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.util.Base64URL;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies signatures of Ed25519 (RFC 8037) by what Java has: the library needs another one for
 * that. For one thread.
 */
final class EdwardsVerifier extends BaseJWSProvider implements JWSVerifier {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);
    private static final int KEY_BYTES = 32;

    /** What stands before the 32 bytes in the encoding that Java reads (RFC 8410). */
    private static final byte[] HEADER = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;

    private EdwardsVerifier(PublicKey key) {
        super(ALGORITHMS);
        this.key = key;
    }

    /** Verifiers for all keys that an issuer may have. */
    static JWSVerifierFactory factory() {
        return new DefaultJWSVerifierFactory() {
            @Override
            public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
                return key instanceof EdECPublicKey edwards
                        ? new EdwardsVerifier(edwards)
                        : super.createJWSVerifier(header, key);
            }
        };
    }

    /** The key that is published as these bytes; empty if it is none. */
    static Optional<Key> key(byte[] published) {
        if (published.length != KEY_BYTES) {
            return Optional.empty();
        }
        byte[] encoded = new byte[HEADER.length + KEY_BYTES];
        System.arraycopy(HEADER, 0, encoded, 0, HEADER.length);
        System.arraycopy(published, 0, encoded, HEADER.length, KEY_BYTES);
        try {
            return Optional.of(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** What a header says is critical is not known here. */
    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        if (header.getCriticalParams() != null || !ALGORITHMS.contains(header.getAlgorithm())) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature.decode());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
