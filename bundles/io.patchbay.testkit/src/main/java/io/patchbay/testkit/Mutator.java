package io.patchbay.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages documents as hostile peers would: bytes flipped, cut out, repeated, taken from others.
 */
final class Mutator {
    private final Random random;
    private final List<byte[]> others;

    Mutator(Random random, List<byte[]> others) {
        this.random = random;
        this.others = others;
    }

    byte[] mutate(byte[] document) {
        byte[] bytes = document.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = bytes.length == 0 ? bytes : mutateOnce(bytes);
        }
        return bytes;
    }

    private byte[] mutateOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int count = Math.min(1 + random.nextInt(8), bytes.length - at);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = (byte) (bytes[at] + (random.nextBoolean() ? 1 : -1));
            case 3 -> {
                return replaced(bytes, at, count, new byte[0]);
            }
            case 4 -> {
                return replaced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + count));
            }
            default -> {
                return replaced(bytes, at, count, piece());
            }
        }
        return bytes;
    }

    private byte[] piece() {
        byte[] other = others.get(random.nextInt(others.size()));
        if (other.length == 0) {
            return other;
        }
        int from = random.nextInt(other.length);
        return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(12)));
    }

    private static byte[] replaced(byte[] bytes, int at, int count, byte[] by) {
        byte[] result = new byte[bytes.length - count + by.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(bytes, at + count, result, at + by.length, bytes.length - at - count);
        return result;
    }
}
