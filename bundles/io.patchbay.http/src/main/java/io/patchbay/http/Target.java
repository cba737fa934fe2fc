package io.patchbay.http;

import io.netty.handler.codec.http.QueryStringDecoder;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request is about.
 *
 * @param path decoded
 * @param query decoded parameters in their order
 */
record Target(String path, Map<String, List<String>> query) {

    /** Empty if it is malformed, or a path that two parties could understand differently. */
    static Optional<Target> parse(String uri) {
        String local = withoutAuthority(uri);
        if (!local.startsWith("/")) {
            return Optional.empty();
        }
        try {
            var decoder = new QueryStringDecoder(local);
            return isPlain(decoder.path())
                    ? Optional.of(new Target(decoder.path(), decoder.parameters()))
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Servers must accept the absolute form, RFC 9112 section 3.2.2. */
    private static String withoutAuthority(String uri) {
        if (!uri.startsWith("http://") && !uri.startsWith("https://")) {
            return uri;
        }
        int path = uri.indexOf('/', uri.indexOf("//") + 2);
        return path < 0 ? "/" : uri.substring(path);
    }

    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (Character.isISOControl(path.charAt(i)) || path.charAt(i) == '\uFFFD') {
                return false;
            }
        }
        return !(path + "/").contains("/../") && !(path + "/").contains("/./");
    }
}
