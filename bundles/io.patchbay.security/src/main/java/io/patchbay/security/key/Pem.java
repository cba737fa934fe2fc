package io.patchbay.security.key;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.Base64;

/** Private keys of P-256 as text: PKCS #8, and SEC 1 where others wrote it (RFC 7468, RFC 5915). */
final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String write(byte[] pkcs8) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + LINES.encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n";
    }

    /**
     * The secret number of the key.
     *
     * @throws IOException if it is no such key; the message says nothing of what it is
     */
    static BigInteger read(String text) throws IOException {
        try (var reader = new PemReader(new StringReader(text))) {
            PemObject pem = reader.readPemObject();
            if (pem == null) {
                throw new IOException("no PEM");
            }
            return switch (pem.getType()) {
                case "PRIVATE KEY" -> pkcs8(PrivateKeyInfo.getInstance(pem.getContent()));
                case "EC PRIVATE KEY" -> sec1(ECPrivateKey.getInstance(pem.getContent()));
                default -> throw new IOException("no private key");
            };
        } catch (RuntimeException e) {
            throw new IOException("no such structure");
        }
    }

    private static BigInteger pkcs8(PrivateKeyInfo info) throws IOException {
        var algorithm = info.getPrivateKeyAlgorithm();
        if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            throw new IOException("no key of an elliptic curve");
        }
        checkCurve(algorithm.getParameters());
        return ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
    }

    private static BigInteger sec1(ECPrivateKey key) throws IOException {
        checkCurve(key.getParametersObject());
        return key.getKey();
    }

    private static void checkCurve(Object parameters) throws IOException {
        if (!(parameters instanceof ASN1ObjectIdentifier curve)
                || !curve.equals(SECObjectIdentifiers.secp256r1)) {
            throw new IOException("another curve");
        }
    }
}
