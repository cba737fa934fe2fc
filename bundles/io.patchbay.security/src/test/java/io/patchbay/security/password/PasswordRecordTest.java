package io.patchbay.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.api.auth.ScramKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class PasswordRecordTest {
    private static final PasswordOptions QUICK = new PasswordOptions(Kdf.ARGON2ID, 1, 8, 0);
    private static final PasswordOptions WITH_CRA = QUICK.withCra(4096);

    /** The exchange of RFC 7677, section 3. */
    @Test
    void keysAreThoseOfScram() {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        var options = new PasswordOptions(Kdf.PBKDF2, 4096, 0, 0);

        ScramKey key = PasswordRecord.of("pencil", options, () -> salt).scram();

        String nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        String exchanged =
                "n=user,r=rOprNGfwEbeRWgbNEkqO,r=%s,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=%s"
                        .formatted(nonce, nonce);
        assertThat(Scram.hmac(key.serverKey(), exchanged))
                .isEqualTo(
                        Base64.getDecoder().decode("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        byte[] signature = Scram.hmac(key.storedKey(), exchanged);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= signature[i];
        }
        assertThat(Scram.sha256(proof)).isEqualTo(key.storedKey());
    }

    @Test
    void theRightPasswordMatchesAndNoOther() {
        var plain = new PasswordOptions(Kdf.PBKDF2, 4096, 0, 0);
        for (PasswordOptions options : List.of(QUICK, WITH_CRA, plain)) {
            PasswordRecord password = PasswordRecord.of("pässwörd🔑", options, Salts.random());

            assertThat(password.matches("pässwörd🔑")).isTrue();
            assertThat(password.matches("pässword🔑")).isFalse();
            assertThat(password.matches("")).isFalse();
        }
    }

    @Test
    void waysToWriteOnePasswordAreTheSame() {
        PasswordRecord password = PasswordRecord.of("Ⅸ caf\u00e9", QUICK, Salts.random());

        assertThat(password.matches("IX cafe\u0301")).isTrue();
    }

    @Test
    void whatSaslprepDoesNotAllowIsAPasswordAllTheSame() {
        PasswordRecord password = PasswordRecord.of("bell\u0007", QUICK, Salts.random());

        assertThat(password.matches("bell\u0007")).isTrue();
        assertThat(password.matches("bell")).isFalse();
    }

    /** As clients do: PBKDF2 over the text of the salt, and its Base64 is the key. */
    @Test
    void theKeyForCraIsThatOfClients() {
        var options = new PasswordOptions(Kdf.ARGON2ID, 1, 8, 4096);

        PasswordRecord password = PasswordRecord.of("secret2", options, Salts.random());

        var cra = Objects.requireNonNull(password.cra());
        byte[] key =
                Kdf.PBKDF2.derive("secret2", cra.salt().getBytes(StandardCharsets.UTF_8), 4096, 0);
        assertThat(cra.secret()).asString().isEqualTo(Base64.getEncoder().encodeToString(key));
        assertThat(cra.keyLength()).isEqualTo(32);
        assertThat(cra.iterations()).isEqualTo(4096);
    }

    @Test
    void thereIsAKeyForCraOnlyIfAskedFor() {
        assertThat(PasswordRecord.of("secret", QUICK, Salts.random()).cra()).isNull();
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        for (PasswordOptions options : List.of(QUICK, WITH_CRA)) {
            PasswordRecord password = PasswordRecord.of("secret", options, Salts.random());

            assertThat(PasswordRecord.of(password.toMap())).isEqualTo(password);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kdf", "salt", "iterations", "memory", "stored_key", "server_key"})
    void aRecordThatIsNotWholeIsToldWithoutItsValues(String key) {
        var map = new HashMap<>(PasswordRecord.of("secret", QUICK, Salts.random()).toMap());
        for (Object bad : new Object[] {Map.of(), "not base 64, nor a kdf"}) {
            map.put(key, bad);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PasswordRecord.of(map))
                    .withMessageStartingWith(key + " of a password is not")
                    .withMessageNotContaining("base 64, nor");
        }
    }

    @Test
    void saltsDifferFromUserToUserAndFromTimeToTime() {
        PasswordRecord one = PasswordRecord.of("secret", WITH_CRA, Salts.random());
        PasswordRecord other = PasswordRecord.of("secret", WITH_CRA, Salts.random());

        assertThat(one.scram().salt()).isNotEqualTo(other.scram().salt()).hasSize(16);
        assertThat(Objects.requireNonNull(one.cra()).salt())
                .isNotEqualTo(Objects.requireNonNull(other.cra()).salt());
    }

    @Test
    void optionsHoldUntilTheyChange() {
        PasswordRecord password = PasswordRecord.of("secret", WITH_CRA, Salts.random());

        assertThat(WITH_CRA.hold(password)).isTrue();
        assertThat(QUICK.hold(password)).isFalse();
        assertThat(QUICK.withCra(5000).hold(password)).isFalse();
        assertThat(new PasswordOptions(Kdf.ARGON2ID, 2, 8, 4096).hold(password)).isFalse();
        assertThat(new PasswordOptions(Kdf.ARGON2ID, 1, 16, 4096).hold(password)).isFalse();
        assertThat(new PasswordOptions(Kdf.PBKDF2, 4096, 0, 4096).hold(password)).isFalse();
    }

    @Test
    void itsTextHoldsNoKey() {
        PasswordRecord password = PasswordRecord.of("secret", WITH_CRA, Salts.random());

        assertThat(password.toString())
                .contains("argon2id13")
                .doesNotContain(
                        new String(
                                Objects.requireNonNull(password.cra()).secret(),
                                StandardCharsets.US_ASCII))
                .doesNotContain("storedKey");
    }
}
