package io.patchbay.auth.jwt;

import com.nimbusds.jose.util.DefaultResourceRetriever;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** Fetches keys from where the operator says, and from nowhere that answers from there point to. */
final class KeyRetriever extends DefaultResourceRetriever {
    private static final int LARGEST_BYTES = 256 << 10;

    KeyRetriever(int timeoutMs) {
        super(timeoutMs, timeoutMs, LARGEST_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
        HttpURLConnection connection = super.openHTTPConnection(url);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
