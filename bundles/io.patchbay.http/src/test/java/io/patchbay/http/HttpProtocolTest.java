package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class HttpProtocolTest {
    private static final String CLOSE = "host: x\r\nconnection: close\r\n\r\n";

    private ListenerKit kit = new ListenerKit();

    @AfterEach
    void close() {
        kit.close();
    }

    private void configure(Object... settings) {
        kit.close();
        kit = new ListenerKit(settings);
    }

    @Test
    void aRouteAnswers() throws IOException {
        kit.mountEcho("/echo");

        String answer = kit.exchange("GET /echo?a=1&b=2&a=3%20x HTTP/1.1\r\n" + CLOSE);

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: text/plain\r\n", "content-length: ", "date: ")
                .contains("x-content-type-options: nosniff\r\n", "connection: close\r\n")
                .endsWith("\r\n\r\nGET /echo {a=[1, 3 x], b=[2]} ");
    }

    @Test
    void aRequestReachesTheRouteWhole() throws Exception {
        var seen = new CompletableFuture<HttpRequest>();
        kit.mount(
                "/deep/*",
                request -> {
                    seen.complete(request);
                    return CompletableFuture.completedStage(HttpResponse.of(204));
                });

        String answer =
                kit.exchange(
                        "POST /deep/a%2Bb/c HTTP/1.1\r\nX-Twice: 1\r\nx-TWICE: 2\r\n"
                                + "content-length: 5\r\nhost: x\r\nconnection: close\r\n\r\nhello");

        HttpRequest request = seen.get(10, TimeUnit.SECONDS);
        assertThat(answer).startsWith("HTTP/1.1 204 ").doesNotContain("content-length");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/deep/a+b/c");
        assertThat(request.headers()).containsEntry("x-twice", List.of("1", "2"));
        assertThat(request.body()).asString().isEqualTo("hello");
        assertThat(request.connection().remote().toString()).contains("127.0.0.1");
    }

    @Test
    void headIsGetWithoutTheBody() throws IOException {
        kit.mountEcho("/echo");

        try (RawHttp client = kit.connect()) {
            String head = client.send("HEAD /echo HTTP/1.1\r\nhost: x\r\n\r\n").readHead();
            String get = client.send("GET /echo HTTP/1.1\r\n" + CLOSE).readToEnd();

            assertThat(head).startsWith("HTTP/1.1 200").contains("content-length: 13\r\n");
            assertThat(get).startsWith("HTTP/1.1 200").contains("content-length: 13\r\n");
        }
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws IOException {
        kit.mountEcho("/echo");

        try (RawHttp client = kit.connect()) {
            for (int i = 0; i < 100; i++) {
                client.send(
                        "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\n" + (100 + i));

                assertThat(client.readResponse()).endsWith("POST /echo {} " + (100 + i));
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderThoughRoutesAreNot() throws Exception {
        var promises = new LinkedBlockingQueue<CompletableFuture<HttpResponse>>();
        kit.mount(
                "/later",
                request -> {
                    var promise = new CompletableFuture<HttpResponse>();
                    promises.add(promise);
                    return promise;
                });
        kit.mountEcho("/now");

        try (RawHttp client = kit.connect()) {
            client.send(
                    "GET /later HTTP/1.1\r\nhost: x\r\n\r\nGET /now?2 HTTP/1.1\r\nhost: x\r\n\r\n"
                            + "GET /now?3 HTTP/1.1\r\nhost: x\r\n\r\n");
            CompletableFuture<HttpResponse> first = take(promises);
            first.completeAsync(() -> HttpResponse.of(200, "text/plain", "first"));

            assertThat(client.readResponse()).endsWith("first");
            assertThat(client.readResponse()).endsWith("GET /now {2=[]} ");
            assertThat(client.readResponse()).endsWith("GET /now {3=[]} ");
        }
    }

    @Test
    void manyPipelinedRequestsOverflowNoStack() throws IOException {
        kit.mountEcho("/e");
        int requests = 5_000;

        try (RawHttp client = kit.connect()) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    client.send(
                                            "GET /e HTTP/1.1\r\nhost: x\r\n\r\n".repeat(requests));
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            for (int i = 0; i < requests; i++) {
                assertThat(client.readResponse()).endsWith("GET /e {} ");
            }
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException {
        kit.mountEcho("/echo");

        try (RawHttp client = kit.connect()) {
            String request =
                    "POST /echo HTTP/1.1\r\ntransfer-encoding: chunked\r\n"
                            + "host: x\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
            for (char c : request.toCharArray()) {
                client.send(String.valueOf(c));
            }

            assertThat(client.readResponse()).endsWith("POST /echo {} abcde");
        }
    }

    @Test
    void continueIsSaidToThoseWhoWait() throws IOException {
        kit.mountEcho("/echo");

        try (RawHttp client = kit.connect()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
                            + "content-length: 2\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 100 Continue");
            client.send("hi");

            assertThat(client.readResponse()).endsWith("POST /echo {} hi");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /none HTTP/1.1, 404",
        "TRACE /echo HTTP/1.1, 405",
        "CONNECT example.com:80 HTTP/1.1, 405",
        "GET echo HTTP/1.1, 400",
        "GET * HTTP/1.1, 400",
        "GET /%zz HTTP/1.1, 400",
        "GET /a/../echo HTTP/1.1, 400",
        "GET /a/%2e%2e/echo HTTP/1.1, 400",
        "GET /echo%00 HTTP/1.1, 400",
        "GET /echo%ff HTTP/1.1, 400",
        "GET /echo HTTP/2.0, 505",
        "GET /echo HTTP/9.9, 505",
        "GET /echo, 400",
        "GET /echo FTP/1.1, 400",
        "G@T /echo HTTP/1.1, 400",
    })
    void firstLinesThatAreRefused(String line, int status) throws IOException {
        kit.mountEcho("/echo");

        assertThat(kit.exchange(line + "\r\n" + CLOSE)).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: x\r\nhost: y\r\n",
                "x: no host\r\n",
                "host: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n",
                "host: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n",
                "host: x\r\ncontent-length: 3, 4\r\n",
                "host: x\r\ncontent-length: +3\r\n",
                "host: x\r\ncontent-length: -3\r\n",
                "host: x\r\ncontent-length: abc\r\n",
                "host: x\r\ncontent-length: 99999999999999999999\r\n",
                "host: x\r\ntransfer-encoding: gzip, chunked\r\n",
                "host: x\r\ntransfer-encoding: chunked, identity\r\n",
                "host: x\r\ntransfer-encoding: xchunked\r\n",
                "host: x\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n",
                "host: x\r\nna me: y\r\n",
                "host: x\r\nname : y\r\n",
                "host: x\r\nname: y\rz\r\n",
                "host: x\r\nname: y\0z\r\n",
                "host: x\r\n: y\r\n",
            })
    void headersThatAreRefused(String headers) throws IOException {
        kit.mountEcho("/echo");

        String answer = kit.exchange("POST /echo HTTP/1.1\r\n" + headers + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("connection: close");
    }

    @Test
    void aBadChunkIsRefused() throws IOException {
        kit.mountEcho("/echo");

        String answer =
                kit.exchange(
                        "POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
                                + "zz\r\nabc\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void longLinesHeadersAndBodiesAreRefused() throws IOException {
        configure("url.limit.bytes", 200, "header.limit.bytes", 300, "body.limit.bytes", "10");
        kit.mountEcho("/echo");
        String post = "POST /echo HTTP/1.1\r\nhost: x\r\n";

        String url = kit.exchange("GET /" + "a".repeat(300) + " HTTP/1.1\r\n" + CLOSE);
        String header =
                kit.exchange("GET /echo HTTP/1.1\r\na: " + "a".repeat(400) + "\r\n" + CLOSE);
        String body = kit.exchange(post + "content-length: 11\r\n\r\nhello world");
        String chunks =
                kit.exchange(
                        post
                                + "transfer-encoding: chunked\r\n\r\n"
                                + "8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n");

        assertThat(url).startsWith("HTTP/1.1 414 ").contains("application/problem+json");
        assertThat(header).startsWith("HTTP/1.1 431 ");
        assertThat(body).startsWith("HTTP/1.1 413 ").contains("connection: close");
        assertThat(chunks).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void bodiesTogetherHaveALimitToo() throws Exception {
        configure("bodies.limit.bytes", 1000);
        kit.mountEcho("/echo");
        String post = "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 800\r\n\r\n";

        try (RawHttp first = kit.connect();
                RawHttp second = kit.connect()) {
            first.send(post + "a".repeat(799));
            await().until(() -> metric("patchbay_http_bodies_bytes") >= 799);
            second.send(post + "b".repeat(800));

            assertThat(second.readToEnd()).startsWith("HTTP/1.1 503 ");
            assertThat(first.send("a").readResponse()).endsWith("aaa");
            await().until(() -> metric("patchbay_http_bodies_bytes") == 0);
        }
    }

    @Test
    void unknownPathsKeepTheConnectionUnlessABodyComes() throws IOException {
        kit.mountEcho("/echo");

        try (RawHttp client = kit.connect()) {
            client.send("GET /none HTTP/1.1\r\nhost: x\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 404 ");
            client.send("GET /echo HTTP/1.1\r\nhost: x\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            client.send("POST /none HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n");
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 404 ").contains("close");
        }
    }

    @Test
    void oldClientsAreServed() throws IOException {
        kit.mountEcho("/echo");

        assertThat(kit.exchange("GET /echo HTTP/1.0\r\n\r\n")).contains("GET /echo {} ");
        assertThat(kit.exchange("GET http://other/echo HTTP/1.1\r\n" + CLOSE))
                .contains("GET /echo {} ");
    }

    @Test
    void slowRequestsAreGivenUp() throws IOException {
        configure("request.timeout.ms", 100);
        kit.mountEcho("/echo");

        try (RawHttp silent = kit.connect();
                RawHttp inHead = kit.connect();
                RawHttp inBody = kit.connect()) {
            inHead.send("GET /echo HT");
            inBody.send("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n123");

            assertThat(inHead.readToEnd()).startsWith("HTTP/1.1 408 ").contains("close");
            assertThat(inBody.readToEnd()).startsWith("HTTP/1.1 408 ");
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(metric("patchbay_http_timeouts_total")).isEqualTo(2);
        }
    }

    @Test
    void idleConnectionsAreClosed() throws IOException {
        configure("idle.timeout.ms", 100);
        kit.mountEcho("/echo");

        try (RawHttp client = kit.connect()) {
            client.send("GET /echo HTTP/1.1\r\nhost: x\r\n\r\n");

            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aRouteThatNeverAnswersIsGivenUp() throws Exception {
        configure("answer.timeout.ms", 100);
        var promise = new CompletableFuture<HttpResponse>();
        kit.mount("/never", request -> promise);

        String answer = kit.exchange("GET /never HTTP/1.1\r\nhost: x\r\n\r\n");
        promise.complete(HttpResponse.of(200));

        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("connection: close");
    }

    @Test
    void aRouteThatFailsTellsNothing() throws IOException {
        kit.mount(
                "/throws",
                request -> {
                    throw new IllegalStateException("secret");
                });
        kit.mount(
                "/fails", r -> CompletableFuture.failedStage(new IllegalStateException("secret")));
        kit.mount("/null", r -> CompletableFuture.completedStage(null));
        kit.mount("/odd", r -> CompletableFuture.completedStage(HttpResponse.of(99)));
        kit.mount(
                "/split",
                r ->
                        CompletableFuture.completedStage(
                                new HttpResponse(200, Map.of("a", "b\r\nc: d"), new byte[0])));

        for (String path : List.of("/throws", "/fails", "/null", "/odd", "/split")) {
            String answer = kit.exchange("GET " + path + " HTTP/1.1\r\n" + CLOSE);

            assertThat(answer).as(path).startsWith("HTTP/1.1 500 ").doesNotContain("secret");
        }
    }

    @Test
    void aPeerThatDoesNotReadIsNotReadFrom() throws Exception {
        configure("answer.timeout.ms", 60_000);
        var asked = new LinkedBlockingQueue<String>();
        byte[] big = new byte[256 * 1024];
        kit.mount(
                "/big",
                request -> {
                    asked.add(request.path());
                    return CompletableFuture.completedStage(new HttpResponse(200, Map.of(), big));
                });

        try (RawHttp client = kit.connect()) {
            client.send("GET /big HTTP/1.1\r\nhost: x\r\n\r\n".repeat(200));
            await().during(300, TimeUnit.MILLISECONDS).until(() -> asked.size() < 150);

            for (int i = 0; i < 200; i++) {
                client.readResponse();
            }
            assertThat(asked).hasSize(200);
        }
    }

    @Test
    void tooManyConnectionsAreToldSo() throws IOException {
        configure("connections.max", 1);
        kit.mountEcho("/echo");

        try (RawHttp first = kit.connect()) {
            first.send("GET /echo HTTP/1.1\r\nhost: x\r\n\r\n");
            assertThat(first.readResponse()).startsWith("HTTP/1.1 200 ");

            assertThat(kit.exchange("GET /echo HTTP/1.1\r\nhost: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 503 ");
        }
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(10, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken;
    }

    private double metric(String name) {
        return new Figures(kit.listener()).get(name);
    }
}
