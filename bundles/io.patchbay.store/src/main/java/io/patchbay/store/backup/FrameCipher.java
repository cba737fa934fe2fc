package io.patchbay.store.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Protects the frames of a backup, one after another: by AES-GCM with a key, by CRC32C without. In
 * both cases a frame counts only in its place, behind its header, and as the last one only if it
 * was: what is cut off, exchanged or put in is found out.
 */
final class FrameCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] header;
    private final Optional<SecretKey> key;
    private int frames;

    private FrameCipher(BackupHeader header, Optional<SecretKey> key) {
        this.header = header.bytes();
        this.key = key;
    }

    static FrameCipher of(BackupHeader header, Optional<BackupKey> key) throws IOException {
        if (!header.encrypted()) {
            return new FrameCipher(header, Optional.empty());
        }
        if (key.isEmpty()) {
            throw new IOException("it is encrypted, and no key is given");
        }
        try {
            return new FrameCipher(header, Optional.of(key.get().derive(header.salt())));
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot encrypt", e);
        }
    }

    byte[] protect(byte[] plain, boolean last) throws IOException {
        return key.isPresent()
                ? crypt(Cipher.ENCRYPT_MODE, key.get(), plain, last)
                : ByteBuffer.allocate(plain.length + Integer.BYTES)
                        .put(plain)
                        .putInt(checksum(plain, last))
                        .array();
    }

    byte[] open(byte[] frame, boolean last) throws IOException {
        if (key.isPresent()) {
            return crypt(Cipher.DECRYPT_MODE, key.get(), frame, last);
        }
        int length = frame.length - Integer.BYTES;
        if (length >= 0) {
            byte[] plain = Arrays.copyOf(frame, length);
            if (ByteBuffer.wrap(frame).getInt(length) == checksum(plain, last)) {
                return plain;
            }
        }
        throw new IOException("it is damaged");
    }

    private byte[] crypt(int mode, SecretKey secret, byte[] in, boolean last) throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, place(last)));
            cipher.updateAAD(header);
            return cipher.doFinal(in);
        } catch (GeneralSecurityException e) {
            throw new IOException("it is damaged, or encrypted with another key", e);
        }
    }

    private int checksum(byte[] plain, boolean last) {
        var crc = new CRC32C();
        crc.update(header);
        crc.update(place(last));
        crc.update(plain);
        return (int) crc.getValue();
    }

    /** No two frames under one key share it. */
    private byte[] place(boolean last) {
        return ByteBuffer.allocate(NONCE_BYTES)
                .putInt(NONCE_BYTES - Integer.BYTES, last ? 1 : 0)
                .putInt(0, frames++)
                .array();
    }
}
