package io.patchbay.store.backup;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of 256 bits for backups. Each backup is encrypted with another one that is derived. */
public final class BackupKey {
    private static final int BYTES = 32;
    private static final String MAC = "HmacSHA256";

    private final SecretKey secret;

    private BackupKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, MAC);
    }

    /**
     * @throws IOException naming the file if it is not 64 hexadecimal digits
     */
    public static BackupKey read(Path file) throws IOException {
        try {
            byte[] secret = HexFormat.of().parseHex(Files.readString(file).strip());
            if (secret.length == BYTES) {
                return new BackupKey(secret);
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Told below, without what was read.
        }
        throw new IOException(
                file + " must hold a key of 64 hexadecimal digits: openssl rand -hex 32");
    }

    SecretKey derive(byte[] salt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(secret);
        mac.update("patchbay backup".getBytes(StandardCharsets.UTF_8));
        return new SecretKeySpec(mac.doFinal(salt), "AES");
    }

    @Override
    public String toString() {
        return "a backup key";
    }
}
