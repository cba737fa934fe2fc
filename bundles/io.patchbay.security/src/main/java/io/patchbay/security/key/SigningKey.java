package io.patchbay.security.key;

import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A key by which a realm signs: of the curve P-256, ES256 of RFC 7518, section 3.4. Only its public
 * part is shown. Any thread.
 */
public final class SigningKey {
    /** What JOSE calls this way of signing. */
    public static final String ALGORITHM = "ES256";

    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSAinP1363Format";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey secret;
    private final PublicKey open;
    private final Map<String, Object> jwk;
    private final String kid;

    private SigningKey(BigInteger number) throws GeneralSecurityException {
        X9ECParameters curve = SECNamedCurves.getByOID(SECObjectIdentifiers.secp256r1);
        if (number.signum() <= 0 || number.compareTo(curve.getN()) >= 0) {
            throw new InvalidKeyException("not on the curve");
        }
        var point = new FixedPointCombMultiplier().multiply(curve.getG(), number).normalize();
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVE));
        var specification = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory keys = KeyFactory.getInstance("EC");
        this.secret = keys.generatePrivate(new ECPrivateKeySpec(number, specification));
        this.open =
                keys.generatePublic(
                        new ECPublicKeySpec(
                                new ECPoint(
                                        point.getAffineXCoord().toBigInteger(),
                                        point.getAffineYCoord().toBigInteger()),
                                specification));
        String x = BASE64.encodeToString(point.getAffineXCoord().getEncoded());
        String y = BASE64.encodeToString(point.getAffineYCoord().getEncoded());
        this.kid = thumbprint(x, y);
        this.jwk = jwk(kid, x, y);
    }

    /** RFC 7638. */
    private static String thumbprint(String x, String y) throws GeneralSecurityException {
        String members =
                "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(x, y);
        return BASE64.encodeToString(
                MessageDigest.getInstance("SHA-256")
                        .digest(members.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Map<String, Object> jwk(String kid, String x, String y) {
        var jwk = new LinkedHashMap<String, Object>();
        jwk.put("kty", "EC");
        jwk.put("crv", "P-256");
        jwk.put("x", x);
        jwk.put("y", y);
        jwk.put("kid", kid);
        jwk.put("use", "sig");
        jwk.put("alg", ALGORITHM);
        return Map.copyOf(jwk);
    }

    /** A new one, as PEM. */
    public static String generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return Pem.write(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each Java has that
        }
    }

    /**
     * Reads PEM: PKCS #8 or SEC 1.
     *
     * @throws InvalidKeyException if it is no such key; the message says nothing of what it is
     */
    public static SigningKey of(String pem) throws InvalidKeyException {
        try {
            return new SigningKey(Pem.read(pem));
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidKeyException("no private key of the curve P-256 in PEM");
        }
    }

    /** What it is known by: the thumbprint of its public part (RFC 7638). */
    public String kid() {
        return kid;
    }

    /** The public part as JSON Web Key (RFC 7517). */
    public Map<String, Object> publicKey() {
        return jwk;
    }

    /** 64 bytes, as JSON Web Signatures have it. Takes some tenths of a millisecond. */
    public byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(secret);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot sign", e);
        }
    }

    /** Whether this key has signed that. Takes some tenths of a millisecond. */
    public boolean hasSigned(byte[] data, byte[] signature) {
        try {
            Signature verification = Signature.getInstance(SIGNATURE);
            verification.initVerify(open);
            verification.update(data);
            return verification.verify(signature);
        } catch (SignatureException e) {
            return false; // it is none at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot verify", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
