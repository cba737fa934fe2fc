package io.patchbay.security.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.List;

class SigningKeyTest {
    private static final byte[] DATA = "what is said".getBytes(StandardCharsets.UTF_8);

    /** That of RFC 7515, appendix A.3, as others write it; its public part stands there as well. */
    private static final String SEC1 =
            """
            -----BEGIN EC PRIVATE KEY-----
            MDECAQEEII6bEJ5xkJi/mASH3x9dd+nLKWBuvtImO19XwhPfhPSyoAoGCCqGSM49
            AwEH
            -----END EC PRIVATE KEY-----
            """;

    @Test
    void whatItSignsItKnowsAsItsOwn() throws Exception {
        SigningKey key = SigningKey.of(SigningKey.generate());
        SigningKey other = SigningKey.of(SigningKey.generate());

        byte[] signature = key.sign(DATA);

        assertThat(signature).hasSize(64);
        assertThat(key.hasSigned(DATA, signature)).isTrue();
        assertThat(key.hasSigned("else".getBytes(StandardCharsets.UTF_8), signature)).isFalse();
        assertThat(other.hasSigned(DATA, signature)).isFalse();
        assertThat(key.hasSigned(DATA, new byte[64])).isFalse();
        assertThat(key.hasSigned(DATA, new byte[3])).isFalse();
        assertThat(key.kid()).hasSize(43).isNotEqualTo(other.kid());
    }

    @Test
    void othersVerifyByThePublicPart() throws Exception {
        SigningKey key = SigningKey.of(SigningKey.generate());

        Signature verification = Signature.getInstance("SHA256withECDSAinP1363Format");
        verification.initVerify(
                KeyFactory.getInstance("EC")
                        .generatePublic(
                                new ECPublicKeySpec(
                                        new ECPoint(coordinate(key, "x"), coordinate(key, "y")),
                                        curve())));
        verification.update(DATA);

        assertThat(verification.verify(key.sign(DATA))).isTrue();
    }

    private static BigInteger coordinate(SigningKey key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode((String) key.publicKey().get(name)));
    }

    private static ECParameterSpec curve() throws Exception {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    @Test
    void aKeyThatOthersWroteIsRead() throws Exception {
        SigningKey key = SigningKey.of(SEC1);

        assertThat(key.publicKey())
                .containsEntry("kty", "EC")
                .containsEntry("crv", "P-256")
                .containsEntry("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
                .containsEntry("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
                .containsEntry("kid", key.kid())
                .containsEntry("use", "sig")
                .containsEntry("alg", "ES256")
                .doesNotContainKey("d");
        assertThat(key.toString()).isEqualTo("SigningKey[" + key.kid() + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n"
            })
    void whatIsNoKeyIsRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> SigningKey.of(text))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("no private key of the curve P-256 in PEM")
                .hasNoCause();
    }

    @Test
    void aKeyOfAnotherKindIsRefused() throws Exception {
        var curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp384r1"));
        for (KeyPairGenerator other : List.of(curve, KeyPairGenerator.getInstance("Ed25519"))) {
            String pem = Pem.write(other.generateKeyPair().getPrivate().getEncoded());

            assertThatThrownBy(() -> SigningKey.of(pem)).isInstanceOf(InvalidKeyException.class);
        }
    }

    @Test
    void whatCannotBeReadIsNotAmongTheKeysOfARealm() throws Exception {
        String first = SigningKey.generate();
        KeyRing ring = KeyRing.of("com.realm", List.of("secret", first, SEC1));

        assertThat(ring.keys()).hasSize(2);
        assertThat(ring.first().orElseThrow().kid()).isEqualTo(SigningKey.of(first).kid());
        assertThat(ring.find(SigningKey.of(SEC1).kid())).isPresent();
        assertThat(ring.find("another")).isEmpty();
        assertThat(ring.publicKeys()).hasSize(2);
        assertThat(KeyRing.of("com.realm", List.of()).first()).isEmpty();
    }
}
