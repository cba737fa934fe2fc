package io.patchbay.security;

import io.patchbay.api.store.StoreFailure;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.operation.MasterRealm;
import io.patchbay.security.password.Kdf;
import io.patchbay.security.password.PasswordOptions;
import io.patchbay.security.password.PasswordRecord;
import io.patchbay.security.password.Passwords;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * Makes the master realm and its administrator when the router starts for the first time. The
 * password is the one of the environment or of a file; if there is none, one is made up and told
 * once. For one thread, which waits for the store.
 */
final class FirstStart {
    /** The environment variable for the password of the administrator. */
    static final String VARIABLE = "PATCHBAY_ADMIN_PASSWORD";

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final int RANDOM_BYTES = 18;

    /** Nobody guesses a password of 144 random bits, however fast; the first login renews it. */
    private static final PasswordOptions FAST =
            new PasswordOptions(
                    Kdf.PBKDF2,
                    Kdf.PBKDF2.leastIterations(),
                    0,
                    PasswordOptions.LEAST_CRA_ITERATIONS);

    private final MasterRealm master;
    private final UnaryOperator<@Nullable String> environment;
    private volatile Optional<String> waiting;

    /**
     * @param environment looks up a variable, null if there is none
     */
    FirstStart(MasterRealm master, UnaryOperator<@Nullable String> environment) {
        this.master = master;
        this.environment = environment;
        this.waiting =
                master.isMade()
                        ? Optional.empty()
                        : Optional.of("the first administrator is not there yet");
    }

    /** What stands in the way. The message shows no password. */
    private static final class Hindrance extends Exception {
        private static final long serialVersionUID = 1;

        Hindrance(String message) {
            super(message);
        }
    }

    /** Does it if it was not done. What stands in its way is told once, and may go. */
    void check(Optional<Path> file, Passwords passwords) {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            make(given(file), passwords);
            waiting = Optional.empty();
        } catch (Hindrance e) {
            Optional<String> reason = Optional.of(String.valueOf(e.getMessage()));
            if (!waiting.equals(reason)) {
                LOG.warn("{}; there is no administrator yet", reason.get());
                waiting = reason;
            }
        }
    }

    private void make(Optional<String> given, Passwords passwords) throws Hindrance {
        String password = given.orElseGet(FirstStart::random);
        CompletionStage<Map<String, Object>> kept =
                given.isPresent()
                        ? new KeptPasswords(passwords).hash(password, master.realm())
                        : passwords.hash(password, FAST).thenApply(PasswordRecord::toMap);
        boolean isNew = stored(kept.thenCompose(master::make));
        if (isNew && given.isEmpty()) {
            LOG.warn(
                    "The administrator of this router is '{}' in the realm {}, with the password {}"
                            + " which is shown only now; docs/realms.md says how to set another",
                    MasterRealm.ADMINISTRATOR,
                    master.realm().uri(),
                    password);
        }
    }

    private static boolean stored(CompletionStage<Boolean> making) throws Hindrance {
        try {
            return making.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreFailure failure) {
                throw new Hindrance(String.valueOf(failure.getMessage()));
            }
            throw e;
        }
    }

    private Optional<String> given(Optional<Path> file) throws Hindrance {
        String variable = environment.apply(VARIABLE);
        if (variable != null && !variable.isEmpty()) {
            return Optional.of(checked(variable, "the environment variable " + VARIABLE));
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(read(file.get()));
    }

    private static String read(Path file) throws Hindrance {
        try {
            return checked(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new Hindrance(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static String checked(String password, String where) throws Hindrance {
        if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
            throw new Hindrance(
                    "%s is not in order, expected a password of %d to %d characters"
                            .formatted(where, Passwords.SHORTEST, Passwords.LONGEST));
        }
        return password;
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** What is not done yet, in words for an operator. Any thread. */
    Optional<String> waitingFor() {
        return waiting;
    }
}
