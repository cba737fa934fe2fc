package io.patchbay.auth.cryptosign;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.ChannelBinding;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import org.osgi.service.component.annotations.Component;

import java.util.HexFormat;
import java.util.Set;

/**
 * The client signs a challenge with its private key. Specification: "Cryptosign-based
 * Authentication".
 */
@Component(immediate = true)
@WampAuthMethod(method = CryptosignAuth.NAME)
public final class CryptosignAuth implements AuthMethod {
    static final String NAME = "cryptosign";

    @Override
    public Set<Credential> needs() {
        return Set.of(Credential.KEY);
    }

    @Override
    public Conversation begin(AuthRequest request) {
        byte[] publicKey = publicKey(request.details().dict("authextra"));
        var binding = ChannelBinding.askedFor(request, id -> id.length == Exchange.CHALLENGE_BYTES);
        return new Exchange(request.principal(), publicKey, binding);
    }

    private static byte[] publicKey(Dict extra) {
        Object given = extra.get("pubkey");
        if (given instanceof String text && text.length() == 2 * Ed25519.KEY_BYTES) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                // it is told below
            }
        }
        throw new InvalidOption(
                "authextra.pubkey", given, "an Ed25519 public key of 64 hexadecimal digits");
    }
}
