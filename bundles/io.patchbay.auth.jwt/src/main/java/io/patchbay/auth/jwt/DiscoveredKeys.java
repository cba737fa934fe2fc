package io.patchbay.auth.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.Map;

/**
 * The keys that an issuer publishes where it says itself, by OpenID Connect Discovery 1.0: it is
 * asked anew each time that keys are fetched. Any thread; blocks.
 */
final class DiscoveredKeys implements JWKSetSource<SecurityContext> {
    private static final String PATH = "/.well-known/openid-configuration";

    private final IssuerSettings settings;
    private final KeyRetriever retriever;

    DiscoveredKeys(IssuerSettings settings, KeyRetriever retriever) {
        this.settings = settings;
        this.retriever = retriever;
    }

    @Override
    public JWKSet getJWKSet(
            JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        return new URLBasedJWKSetSource<>(keysUrl(), retriever).getJWKSet(evaluator, now, context);
    }

    private URL keysUrl() throws KeySourceException {
        String place = settings.issuer().replaceFirst("/$", "") + PATH;
        try {
            URL url = URI.create(place).toURL();
            return keysUrl(
                    place, JSONObjectUtils.parse(retriever.retrieveResource(url).getContent()));
        } catch (IOException | ParseException e) {
            throw new JWKSetRetrievalException(place + ": " + e.getMessage(), e);
        }
    }

    private URL keysUrl(String place, Map<String, Object> told)
            throws IOException, KeySourceException {
        if (!settings.issuer().equals(told.get("issuer"))) {
            throw new KeySourceException(place + ": 'issuer' is another one");
        }
        if (told.get("jwks_uri") instanceof String text && settings.isSafe(text)) {
            return URI.create(text).toURL();
        }
        throw new KeySourceException(place + ": 'jwks_uri' is no URL of the kind that is allowed");
    }

    @Override
    public void close() {}
}
