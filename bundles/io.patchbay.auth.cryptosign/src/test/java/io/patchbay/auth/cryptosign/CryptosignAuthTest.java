package io.patchbay.auth.cryptosign;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.Conversation;
import io.patchbay.testkit.AuthMethodContract;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class CryptosignAuthTest extends AuthMethodContract {
    private static final HexFormat HEX = HexFormat.of();
    private static final KeyPair KEYS = keys();
    private static final byte[] PUBLIC = raw(KEYS);

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] raw(KeyPair keys) {
        byte[] encoded = keys.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    @Override
    protected AuthMethod method() {
        return new CryptosignAuth();
    }

    @Override
    protected String name() {
        return "cryptosign";
    }

    @Override
    protected TestPrincipal user() {
        return TestPrincipal.named("joe").withKeys(raw(keys()), PUBLIC);
    }

    @Override
    protected Dict hello() {
        return hello(Map.of("pubkey", HEX.formatHex(PUBLIC)));
    }

    private static Dict hello(Map<String, Object> extra) {
        return Dict.of("authid", "joe").with("authextra", extra);
    }

    @Override
    protected Answer answer(Dict challenge) {
        byte[] message = HEX.parseHex(challenge.string("challenge", ""));
        return new Answer(HEX.formatHex(sign(message)) + HEX.formatHex(message), Dict.EMPTY);
    }

    private static byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KEYS.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Those of the specification; the public keys follow from the private ones that it gives. */
    @ParameterizedTest
    @CsvSource({
        "1adfc8bfe1d35616e64dffbd900096f23b066f914c8c2ffbb66f6075b96e116d,"
                + " ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
                + " ,"
                + " b32675b221f08593213737bef8240e7c15228b07028e19595294678c90d11c0cae80a357331bfc5cc9fb71081464e6e7"
                + "5013517c2cf067ad566a6b7b728e5d03ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "6ed32739ff04a6074044ff0b0e3bfc7c856bc9d5f1d25efc57363bda0af3a8b0,"
                + " b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d,"
                + " ,"
                + " d4209ad10d5aff6bfbc009d7e924795de138a63515efc7afc6b01b7fe5201372190374886a70207b042294af5bd64ce7"
                + "25cd8dceb344e6d11c09d1aaaf4d660fb26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d",
        "28e11f427b82b9a625ee7ac89a7d29326b505f2dc11dd88c1245f83b6da79a85,"
                + " b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2,"
                + " ,"
                + " 7beb282184baadd08f166f16dd683b39cab53816ed81e6955def951cb2ddad1ec184e206746fd82bda075af03711d3d5"
                + "658fc84a76196b0fa8d1ebc92ef9f30bb05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2",
        "1adfc8bfe1d35616e64dffbd900096f23b066f914c8c2ffbb66f6075b96e116d,"
                + " ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
                + " 62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff,"
                + " 9b6f41540c9b95b4b7b281c3042fa9c54cef43c842d62ea3fd6030fcb66e70b3e80d49d44c29d1635da9348d02ec93f3"
                + "ed1ef227dfb59a07b580095c2b82f80f9d16ca518aa0c2b707f2b2a609edeca73bca8dd59817a633f35574ac6fd80d00",
        "6ed32739ff04a6074044ff0b0e3bfc7c856bc9d5f1d25efc57363bda0af3a8b0,"
                + " b26c1f87c13fc1da14997f1b5a71995dff8fbe0a62fae8473c7bdbd05bfb607d,"
                + " 62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff,"
                + " 305aaa3ac25e98f651427688b3fc43fe7d8a68a7ec1d7d61c61517c519bd4a427c3015599d83ca28b4c6523339202238"
                + "44ef0725eb5dc2febfd6af7677b73f01d0852a29b460fc92ec943242ac638a053bbacc200512b18b30d15083cbdc9282",
        "28e11f427b82b9a625ee7ac89a7d29326b505f2dc11dd88c1245f83b6da79a85,"
                + " b05e6b8ad4d69abf74aa3be3c0ee40ae07d66e1895b9ab09285a2f1192d562d2,"
                + " 62e935ae755f3d48f80d4d59f6121358c435722a67e859cc0caa8b539027f2ff,"
                + " ee3c7644fd8070532bc1fde3d70d742267da545d8c8f03e63bda63f1ad4214f4d2c4bfdb4eb9526def42deeb7e31602a"
                + "6ff99eba893e0a4ad4d45892ca75e608d2b75e24a189a7f78ca776ba36fc53f6c3e31c32f251f2c524f0a44202f2902d"
    })
    void verifiesTheSignaturesOfTheSpecification(
            String publicKey, String challenge, String channel, String answer) {
        byte[] signed =
                channel == null
                        ? HEX.parseHex(challenge)
                        : Exchange.either(HEX.parseHex(challenge), HEX.parseHex(channel));

        assertThat(answer).endsWith(HEX.formatHex(signed));
        byte[] signature = HEX.parseHex(answer, 0, 128);
        assertThat(Ed25519.verify(HEX.parseHex(publicKey), signed, signature)).isTrue();
        signature[5] ^= 1;
        assertThat(Ed25519.verify(HEX.parseHex(publicKey), signed, signature)).isFalse();
    }

    @Test
    void theSignatureAloneIsEnough() {
        Conversation conversation = begin(user());
        byte[] message = HEX.parseHex(challenge(conversation).string("challenge", ""));

        AuthOutcome outcome =
                outcome(conversation, new Answer(HEX.formatHex(sign(message)), Dict.EMPTY));

        assertThat(outcome).isInstanceOf(AuthOutcome.Accepted.class);
    }

    @Test
    void aSignatureOfSomethingElseProvesNothing() {
        Conversation conversation = begin(user());
        challenge(conversation);
        byte[] other = new byte[32];

        AuthOutcome outcome =
                outcome(
                        conversation,
                        new Answer(HEX.formatHex(sign(other)) + HEX.formatHex(other), Dict.EMPTY));

        assertThat(outcome).isEqualTo(new AuthOutcome.Unproven());
    }

    @Test
    void noChallengeIsLikeAnother() {
        assertThat(challenge(begin(user())).string("challenge"))
                .hasSize(64)
                .isNotEqualTo(challenge(begin(user())).string("challenge"));
    }

    @Test
    void aKeyThatIsNoneIsToldByNameAndValue() {
        for (Object key : new Object[] {"", "abc", "x".repeat(64), 7L, "00".repeat(33)}) {
            assertInvalid(
                    hello(Map.of("pubkey", key)),
                    "option 'authextra.pubkey' is ",
                    ", expected an Ed25519 public key of 64 hexadecimal digits");
        }
        assertInvalid(Dict.of("authid", "joe"), "option 'authextra.pubkey' is missing");
        assertInvalid(Dict.of("authid", "joe").with("authextra", "x"), "'authextra'");
    }

    @Test
    void aChannelBindingThatTheConnectionDoesNotHaveIsRefused() {
        for (String binding : List.of("tls-unique", "", "tls-exporter")) {
            assertInvalid(
                    hello(Map.of("pubkey", HEX.formatHex(PUBLIC), "channel_binding", binding)),
                    "option 'authextra.channel_binding' is \"" + binding + "\"");
        }
    }

    @Test
    void whoSaysThatThereIsNoChannelBindingIsNotBound() {
        var extra = new HashMap<String, Object>();
        extra.put("pubkey", HEX.formatHex(PUBLIC));
        extra.put("channel_binding", null);

        assertThat(challenge(begin(user(), hello(extra))).asMap()).containsOnlyKeys("challenge");
    }

    @Test
    void whatIsSignedIsBoundToTheChannel() {
        byte[] channel = new byte[32];
        Arrays.fill(channel, (byte) 0x5a);
        Conversation conversation = overTls(channel);
        Dict challenge = challenge(conversation);
        byte[] message = Exchange.either(HEX.parseHex(challenge.string("challenge", "")), channel);

        assertThat(challenge.string("channel_binding")).isEqualTo("tls-exporter");
        assertThat(outcome(conversation, new Answer(HEX.formatHex(sign(message)), Dict.EMPTY)))
                .isInstanceOf(AuthOutcome.Accepted.class);
    }

    @Test
    void whoSignsWithoutTheChannelProvesNothing() {
        Conversation conversation = overTls(new byte[] {1});

        assertThat(outcome(conversation, answer(challenge(conversation))))
                .isEqualTo(new AuthOutcome.Unproven());
    }

    private Conversation overTls(byte[] channel) {
        Dict details =
                hello(Map.of("pubkey", HEX.formatHex(PUBLIC), "channel_binding", "tls-exporter"));
        return overTls(details, "tls-exporter", Arrays.copyOf(channel, 32));
    }
}
