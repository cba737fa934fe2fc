package io.patchbay.itests.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what tests say they exercise against what they have asked for. */
public final class Exercised implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private static final Set<String> DONE = ConcurrentHashMap.newKeySet();
    private static final Pattern NAME = Pattern.compile("\\{[a-z]+}");

    /** The router has done that. */
    public static void done(String what) {
        DONE.add(what);
    }

    /** What the tests of these classes exercise. */
    public static Set<String> by(Class<?>... tests) {
        return Stream.of(tests)
                .flatMap(test -> Stream.of(test.getDeclaredMethods()))
                .flatMap(method -> said(method).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> said(Method method) {
        Exercises exercises = method.getAnnotation(Exercises.class);
        return exercises == null ? Set.of() : Set.of(exercises.value());
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        DONE.clear();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            assertThat(said(context.getRequiredTestMethod()))
                    .as("done: %s", DONE)
                    .allMatch(Exercised::isDone);
        }
    }

    private static boolean isDone(String what) {
        String pattern =
                Stream.of(NAME.split(what, -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^/]+"));
        return DONE.stream().anyMatch(Pattern.compile(pattern).asMatchPredicate());
    }
}
