package io.patchbay.itests.client;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The procedures, or the methods and paths, of which a test sees the effect. It fails if one of
 * them has not been asked for with success.
 */
@Target(METHOD)
@Retention(RUNTIME)
@ExtendWith(Exercised.class)
public @interface Exercises {
    /** Say {@code bondy.user.add}, or {@code GET /realms/{realm}}. */
    String[] value();
}
