package io.patchbay.auth.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;

import java.security.Key;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the keys that a token may be signed by, those of Ed25519 included. Any thread. */
final class VerificationKeys extends JWSVerificationKeySelector<SecurityContext> {
    private final JWKSource<SecurityContext> source;

    VerificationKeys(Set<JWSAlgorithm> algorithms, JWKSource<SecurityContext> source) {
        super(algorithms, source);
        this.source = source;
    }

    @Override
    public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context)
            throws KeySourceException {
        if (!JWSAlgorithm.Family.ED.contains(header.getAlgorithm())) {
            return super.selectJWSKeys(header, context);
        }
        JWKMatcher matcher = createJWKMatcher(header);
        return matcher == null
                ? List.of()
                : source.get(new JWKSelector(matcher), context).stream()
                        .map(VerificationKeys::key)
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Optional<Key> key(JWK jwk) {
        return jwk instanceof OctetKeyPair pair && pair.getCurve().equals(Curve.Ed25519)
                ? EdwardsVerifier.key(pair.getDecodedX())
                : Optional.empty();
    }
}
