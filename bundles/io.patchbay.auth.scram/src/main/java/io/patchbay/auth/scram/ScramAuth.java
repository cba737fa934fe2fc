package io.patchbay.auth.scram;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.ChannelBinding;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import org.osgi.service.component.annotations.Component;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Client and router prove to each other that they know of the same password, and neither shows it.
 * Specification: "Salted Challenge Response Authentication".
 */
@Component(immediate = true)
@WampAuthMethod(method = ScramAuth.NAME)
public final class ScramAuth implements AuthMethod {
    static final String NAME = "wamp-scram";
    private static final int NONCE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Base64; more than anybody needs. */
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/]{4,256}={0,2}");

    @Override
    public Set<Credential> needs() {
        return Set.of(Credential.SCRAM);
    }

    @Override
    public Conversation begin(AuthRequest request) {
        String nonce = nonce(request.details().dict("authextra")) + random();
        return new Exchange(request, nonce, ChannelBinding.askedFor(request, id -> true));
    }

    private static String nonce(Dict extra) {
        Object nonce = extra.get("nonce");
        if (nonce instanceof String text && NONCE.matcher(text).matches()) {
            return text;
        }
        throw new InvalidOption(
                "authextra.nonce", nonce, "random bytes in Base64, up to 256 characters");
    }

    private static String random() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }
}
