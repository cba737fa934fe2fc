package io.patchbay.security.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

class KdfTest {
    /** Those of the reference implementation of Argon2, and the usual ones of PBKDF2. */
    @ParameterizedTest
    @CsvSource({
        "ARGON2ID, password, somesalt, 2, 65536,"
                + " 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
        "ARGON2ID, password, somesalt, 2, 256,"
                + " 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        "PBKDF2, password, salt, 1, 0,"
                + " 120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b",
        "PBKDF2, password, salt, 4096, 0,"
                + " c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"
    })
    void givesWhatItsSpecificationSays(
            Kdf kdf, String password, String salt, int iterations, int memory, String expected) {
        byte[] key =
                kdf.derive(password, salt.getBytes(StandardCharsets.UTF_8), iterations, memory);

        assertThat(HexFormat.of().formatHex(key)).isEqualTo(expected);
    }

    @Test
    void isKnownByItsNameOnTheWire() {
        for (Kdf kdf : Kdf.values()) {
            assertThat(Kdf.of(kdf.wireName())).contains(kdf);
        }
        assertThat(Kdf.of("bcrypt")).isEmpty();
    }

    @Test
    void memoryThatIsUsedAgainChangesNothing() {
        byte[] salt = "somesalt".getBytes(StandardCharsets.UTF_8);
        byte[] first = Kdf.ARGON2ID.derive("password", salt, 2, 256);

        Kdf.ARGON2ID.derive("another password", salt, 2, 256);
        Kdf.ARGON2ID.derive("password", salt, 2, 512);

        assertThat(Kdf.ARGON2ID.derive("password", salt, 2, 256)).isEqualTo(first);
    }
}
