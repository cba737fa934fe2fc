package io.patchbay.launcher;

import static org.osgi.framework.Constants.EFFECTIVE_DIRECTIVE;
import static org.osgi.framework.Constants.EFFECTIVE_RESOLVE;
import static org.osgi.framework.Constants.FILTER_DIRECTIVE;
import static org.osgi.framework.Constants.RESOLUTION_DIRECTIVE;
import static org.osgi.framework.Constants.RESOLUTION_OPTIONAL;

import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A requirement that keeps a bundle from resolving.
 *
 * @param brokenProvider the bundle that would meet it if it resolved itself, or empty text
 */
record Missing(String namespace, String filter, String brokenProvider) {
    private static final Pattern NAME = Pattern.compile("\\(([a-z.]+)=([^)*]+)\\)");
    private static final Pattern VERSION = Pattern.compile("(!?)\\(version(>=|<=|=)([^)]+)\\)");

    static Set<Missing> of(Bundle bundle, FrameworkWiring wiring) {
        var missing = new LinkedHashSet<Missing>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (isMandatory(requirement) && !isMet(requirement, revision, wiring)) {
                missing.add(of(requirement, wiring));
            }
        }
        return missing;
    }

    private static Missing of(BundleRequirement requirement, FrameworkWiring wiring) {
        String provider =
                wiring.findProviders(requirement).stream()
                        .map(capability -> capability.getRevision().getSymbolicName())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("");
        return new Missing(
                requirement.getNamespace(),
                requirement.getDirectives().getOrDefault(FILTER_DIRECTIVE, ""),
                provider);
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        var directives = requirement.getDirectives();
        return !RESOLUTION_OPTIONAL.equals(directives.get(RESOLUTION_DIRECTIVE))
                && EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(EFFECTIVE_DIRECTIVE, EFFECTIVE_RESOLVE));
    }

    private static boolean isMet(
            BundleRequirement requirement, BundleRevision self, FrameworkWiring wiring) {
        Collection<BundleCapability> providers = wiring.findProviders(requirement);
        return providers.stream()
                .map(BundleCapability::getRevision)
                .anyMatch(revision -> revision.equals(self) || revision.getWiring() != null);
    }

    /**
     * For example: {@code package com.acme.codec, version >= 1.0 and < 2.0, which nobody provides}.
     */
    @Override
    public String toString() {
        return namespace.equals("osgi.ee") ? java() : what() + versions() + why();
    }

    private String java() {
        Matcher version = VERSION.matcher(filter);
        return "Java %s or later".formatted(version.find() ? version.group(3) : filter);
    }

    private String what() {
        Matcher name = NAME.matcher(filter);
        String subject = name.find() ? name.group(2) : filter;
        return switch (namespace) {
            case "osgi.wiring.package" -> "package " + subject;
            case "osgi.wiring.bundle" -> "bundle " + subject;
            case "osgi.wiring.host" -> "host bundle " + subject;
            default -> "%s %s".formatted(namespace, subject);
        };
    }

    private String versions() {
        var text = new StringBuilder();
        Matcher version = VERSION.matcher(filter);
        while (version.find()) {
            text.append(text.isEmpty() ? ", version " : " and ")
                    .append(operator(version.group(1), version.group(2)))
                    .append(' ')
                    .append(version.group(3));
        }
        return text.toString();
    }

    private static String operator(String negation, String operator) {
        return negation.isEmpty() ? operator : operator.equals(">=") ? "<" : ">";
    }

    private String why() {
        return brokenProvider.isEmpty()
                ? ", which nobody provides"
                : ", which %s would provide if it resolved".formatted(brokenProvider);
    }
}
