package io.patchbay.auth.jwt;

import io.patchbay.api.config.Settings;

import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an operator says of an issuer.
 *
 * @param jwksUrl where its keys are; empty if it tells itself, by OpenID Connect Discovery
 * @param insecure whether that may be http beyond this machine
 * @param audiences one of which a token must be for
 * @param rolesClaim a path, its steps parted by points; empty for none
 * @param rolesMap roles by what the claim says; empty for the same
 * @param keysLifetimeS how long keys are kept
 * @param keysPauseS how long it is waited before they are fetched again
 */
record IssuerSettings(
        String issuer,
        String jwksUrl,
        boolean insecure,
        Set<String> audiences,
        Set<String> realms,
        Set<String> algorithms,
        String authidClaim,
        String rolesClaim,
        Map<String, String> rolesMap,
        int clockSkewS,
        int keysLifetimeS,
        int keysPauseS,
        int fetchTimeoutMs) {
    /** None with a shared secret: whoever could check such a token could also make one. */
    private static final List<String> SIGNATURES =
            List.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                    "EdDSA", "Ed25519");

    private static final int LONGEST_S = 86_400;
    private static final int LONGEST_MS = 60_000;

    /**
     * Reads them.
     *
     * @throws io.patchbay.api.config.InvalidSetting if something is not as expected
     */
    static IssuerSettings of(Settings settings) {
        return new IssuerSettings(
                given(settings, "issuer", "what its tokens have as iss"),
                url(settings),
                settings.flag("jwks.insecure"),
                several(settings, "audience", "what its tokens have as aud"),
                realms(settings),
                algorithms(settings),
                given(settings, "authid.claim", "the name of a claim"),
                settings.text("roles.claim"),
                rolesMap(settings),
                settings.integer("clock.skew.s", 0, 600),
                settings.integer("keys.lifetime.s", 1, LONGEST_S),
                pause(settings),
                settings.integer("fetch.timeout.ms", 1, LONGEST_MS));
    }

    private static int pause(Settings settings) {
        int pauseS = settings.integer("keys.pause.s", 1, LONGEST_S);
        if (pauseS >= settings.integer("keys.lifetime.s", 1, LONGEST_S)) {
            throw settings.invalid("keys.pause.s", "less than keys.lifetime.s");
        }
        return pauseS;
    }

    private static String given(Settings settings, String key, String expected) {
        if (settings.text(key).isEmpty()) {
            throw settings.invalid(key, expected);
        }
        return settings.text(key);
    }

    private static Set<String> several(Settings settings, String key, String expected) {
        var several = new LinkedHashSet<>(settings.list(key));
        if (several.isEmpty()) {
            throw settings.invalid(key, expected);
        }
        return several;
    }

    private static Set<String> realms(Settings settings) {
        return several(settings, "realms", "URIs of realms").stream()
                .map(realm -> realm.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> algorithms(Settings settings) {
        String expected = "some of " + String.join(", ", SIGNATURES);
        Set<String> algorithms = several(settings, "algorithms", expected);
        if (!SIGNATURES.containsAll(algorithms)) {
            throw settings.invalid("algorithms", expected);
        }
        return algorithms;
    }

    /** Without one the issuer is asked, by a URL that follows from its name. */
    private static String url(Settings settings) {
        String text = settings.text("jwks.url");
        String key = text.isEmpty() ? "issuer" : "jwks.url";
        if (!isSafe(settings.text(key), settings.flag("jwks.insecure"))) {
            throw settings.invalid(
                    key,
                    "an https URL; http only on this machine, or with jwks.insecure = true"
                            + (text.isEmpty() ? "; or jwks.url" : ""));
        }
        return text;
    }

    private static boolean isSafe(String text, boolean insecure) {
        try {
            URL url = URI.create(text).toURL();
            return url.getProtocol().equals("https")
                    || (url.getProtocol().equals("http") && (insecure || isHere(url)));
        } catch (IllegalArgumentException | MalformedURLException e) {
            return false;
        }
    }

    /** Whether the issuer may say that its keys are there: not less safe than it is itself. */
    boolean isSafe(String keysUrl) {
        return isSafe(keysUrl, insecure)
                && (keysUrl.startsWith("https:") || issuer.startsWith("http:"));
    }

    /** Only what is written as an address: who answers for a name may change. */
    private static boolean isHere(URL url) {
        String host = url.getHost();
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Map<String, String> rolesMap(Settings settings) {
        var map = new HashMap<String, String>();
        for (String pair : settings.list("roles.map")) {
            int sign = pair.indexOf('=');
            if (sign < 1 || sign == pair.length() - 1) {
                throw settings.invalid("roles.map", "pairs such as admins=ops,users=staff");
            }
            map.put(pair.substring(0, sign).trim(), pair.substring(sign + 1).trim());
        }
        return Map.copyOf(map);
    }
}
