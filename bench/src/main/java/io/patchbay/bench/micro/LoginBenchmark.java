package io.patchbay.bench.micro;

import io.patchbay.api.session.Identity;
import io.patchbay.auth.cryptosign.CryptosignAuth;
import io.patchbay.auth.ticket.TicketAuth;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.SigningKeys;
import io.patchbay.security.record.Records;
import io.patchbay.security.ticket.Ticket;
import io.patchbay.security.ticket.TicketRequest;
import io.patchbay.security.ticket.TicketSettings;
import io.patchbay.security.ticket.Tickets;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Logins, from HELLO to WELCOME and GOODBYE, through the core and all that keeps users. By
 * cryptosign, what the client does for it is measured as well.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MINUTES)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 4, time = 4)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
public class LoginBenchmark {
    private static final HexFormat HEX = HexFormat.of();
    private static final int KEY_BYTES = 32;

    private Operations operations;
    private Tickets tickets;
    private MemoryClient client;
    private KeyPair keys;
    private byte[] helloByTicket;
    private byte[] helloByKey;
    private String ticket;

    @Setup
    public void prepare() throws IOException, GeneralSecurityException {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        String publicKey =
                HEX.formatHex(
                        Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
        var records = new Records(new MemoryStore());
        var router =
                new MemoryRouter(
                        realms(publicKey),
                        Identity.ofUser("joe", "ticket"),
                        (realm, kind, token) -> tickets.verify(realm, token).map(Ticket::authid),
                        records);
        operations = new Operations(records);
        tickets =
                new Tickets(
                        router.directory(),
                        operations,
                        records,
                        new SigningKeys(router.directory(), operations),
                        new TicketSettings(Set.of("cryptosign"), 86_400, 10),
                        InstantSource.system());
        router.add("ticket", new TicketAuth());
        router.add("cryptosign", new CryptosignAuth());
        ticket = issue();
        client = router.connect(Wire.JSON);
        helloByTicket = hello("ticket", Map.of());
        helloByKey = hello("cryptosign", Map.of("pubkey", publicKey));
    }

    private static String realms(String publicKey) {
        return """
        [{"uri": "realm1", "authmethods": ["ticket", "cryptosign"],
          "sources": [{"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"},
            {"usernames": "all", "authmethod": "cryptosign", "cidr": "127.0.0.0/8"}],
          "users": [{"username": "joe", "authorized_keys": ["%s"]}]}]
        """
                .formatted(publicKey);
    }

    private String issue() {
        Uri realm = Uri.of(MemoryRouter.REALM);
        var request = new TicketRequest(0, true, null, null, null);
        return tickets.issue(realm, "joe", "cryptosign", tickets.scope(realm, "joe", request), 0)
                .toCompletableFuture()
                .join()
                .text();
    }

    private static byte[] hello(String method, Map<String, Object> extra) {
        return Wire.JSON
                .format()
                .message(
                        Message.HELLO,
                        MemoryRouter.REALM,
                        Map.of(
                                "roles",
                                Map.of("caller", Map.of()),
                                "authid",
                                "joe",
                                "authmethods",
                                List.of(method),
                                "authextra",
                                extra));
    }

    @Benchmark
    public void ticket() {
        client.login(helloByTicket, challenge -> ticket);
    }

    @Benchmark
    public void cryptosign() {
        client.login(helloByKey, this::sign);
    }

    private String sign(String challenge) {
        int at = challenge.indexOf("\"challenge\":\"") + "\"challenge\":\"".length();
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(HEX.parseHex(challenge, at, at + 2 * KEY_BYTES));
            return HEX.formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() {
        tickets.close();
        operations.close();
    }
}
