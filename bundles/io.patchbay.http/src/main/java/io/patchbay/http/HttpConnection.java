package io.patchbay.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.transport.netty.ShutDown;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The server's side of one HTTP connection: takes one request at a time, asks its route, and reads
 * on once the answer has left, so that answers come in order and a peer that does not read is not
 * read from. On the loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    /** How long a peer that still sends may take to see the answer after which it is closed. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** What ends only the request and not the connection. */
    private static final Set<HttpResponseStatus> HARMLESS =
            Set.of(HttpResponseStatus.NOT_FOUND, HttpResponseStatus.METHOD_NOT_ALLOWED);

    private enum Phase {
        /** Between requests. */
        IDLE,
        /** A request has begun. */
        RECEIVING,
        /** A request is whole; its answer is being made. */
        ANSWERING,
        /** An answer is on its way. */
        WRITING,
        /** The last answer was given: what comes is dropped. */
        LEAVING
    }

    private final HttpService service;
    private final boolean tooMany;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private final RequestBody body;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private @Nullable HttpResponseStatus refusal;
    private @Nullable Future<?> deadline;
    private Phase phase = Phase.IDLE;
    private boolean taking;
    private boolean last;
    private long asked;

    private HttpConnection(HttpService service, boolean tooMany) {
        this.service = service;
        this.tooMany = tooMany;
        this.body = new RequestBody(service.budget());
    }

    /**
     * Lets a new channel speak HTTP.
     *
     * @param tooMany whether all that it gets is 503
     */
    static void install(ChannelPipeline pipeline, HttpService service, boolean tooMany) {
        var connection = new HttpConnection(service, tooMany);
        if (pipeline.get(SslHandler.class) == null) {
            pipeline.addLast(new ReadBufferRelease());
        }
        pipeline.addLast(new StrictRequestDecoder(service.limits(), connection::bytesArrived));
        pipeline.addLast(new HttpResponseEncoder());
        pipeline.addLast(connection);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        setDeadline(service.limits().requestTimeout());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancelDeadline();
        dropInput();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        dropInput();
        phase = Phase.LEAVING;
        ctx.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (phase == Phase.LEAVING || !(msg instanceof HttpObject part)) {
            ReferenceCountUtil.release(msg);
            return;
        }
        waiting.add(part);
        takeWaiting();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ShutDown)) {
            ctx.fireUserEventTriggered(event);
        } else if (phase == Phase.IDLE) {
            ctx.close();
        } else {
            last = true;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("{}: {}", ctx.channel().remoteAddress(), cause.toString());
        } else {
            LOG.error("{}: closed after an error", ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }

    /** Some bytes were read; they need not make a request yet. */
    private void bytesArrived() {
        if (phase == Phase.IDLE) {
            phase = Phase.RECEIVING;
            setDeadline(service.limits().requestTimeout());
        }
    }

    private void takeWaiting() {
        if (taking) {
            return;
        }
        taking = true;
        while (!waiting.isEmpty() && (phase == Phase.IDLE || phase == Phase.RECEIVING)) {
            HttpObject part = waiting.remove();
            try {
                take(part);
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
        taking = false;
        if (phase == Phase.ANSWERING || phase == Phase.WRITING) {
            setReading(false);
        }
    }

    private void take(HttpObject part) {
        bytesArrived();
        if (part instanceof HttpRequest head) {
            exchange = Exchange.of(head);
        }
        if (part.decoderResult().isFailure()) {
            respond(Problem.of(statusOf(part.decoderResult().cause())), false);
            return;
        }
        if (part instanceof HttpRequest) {
            begin(exchange());
        }
        if (part instanceof HttpContent content && phase == Phase.RECEIVING) {
            collect(content);
        }
    }

    private static HttpResponseStatus statusOf(Throwable failure) {
        return switch (failure) {
            case TooLongHttpLineException e -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
            case TooLongHttpHeaderException e -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            default -> HttpResponseStatus.BAD_REQUEST;
        };
    }

    private void begin(Exchange begun) {
        refusal =
                tooMany
                        ? HttpResponseStatus.SERVICE_UNAVAILABLE
                        : begun.refusal(service.limits().bodyBytes()).orElse(null);
        if (refusal == null && !isMounted(begun.path())) {
            refusal = HttpResponseStatus.NOT_FOUND;
        }
        if (refusal != null && begun.hasBody()) {
            respond(Problem.of(refusal), false);
        } else if (refusal == null && begun.expectsContinue()) {
            context()
                    .writeAndFlush(
                            new DefaultFullHttpResponse(
                                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private boolean isMounted(String path) {
        return service.mounts().route(path).isPresent()
                || service.mounts().upgrade(path).isPresent();
    }

    private void collect(HttpContent content) {
        if (body.length() + content.content().readableBytes() > service.limits().bodyBytes()) {
            respond(Problem.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE), false);
        } else if (!body.append(content.content())) {
            respond(Problem.of(HttpResponseStatus.SERVICE_UNAVAILABLE), false);
        } else if (content instanceof LastHttpContent) {
            answer(exchange());
        }
    }

    private void answer(Exchange whole) {
        phase = Phase.ANSWERING;
        setDeadline(service.limits().answerTimeout());
        if (refusal != null) {
            respond(Problem.of(refusal), HARMLESS.contains(refusal));
            return;
        }
        Optional<HttpRoute> route = service.mounts().route(whole.path());
        Optional<HttpUpgrade> upgrade =
                route.isEmpty() || whole.wantsUpgrade()
                        ? service.mounts().upgrade(whole.path())
                        : Optional.empty();
        try {
            if (upgrade.isPresent()) {
                upgrade(whole, upgrade.get());
            } else if (route.isPresent()) {
                ask(whole, route.get());
            } else {
                respond(Problem.of(HttpResponseStatus.NOT_FOUND), true);
            }
        } catch (RuntimeException | LinkageError e) {
            fail(whole.path(), e);
        }
    }

    private void ask(Exchange whole, HttpRoute route) {
        long question = ++asked;
        var info = service.describe().apply(context().channel());
        CompletionStage<HttpResponse> promise = route.handle(whole.forRoute(body.take(), info));
        promise.whenComplete(
                (response, failure) -> inLoop(() -> answered(question, response, failure)));
    }

    private void inLoop(Runnable task) {
        if (context().executor().inEventLoop()) {
            task.run();
        } else {
            context().executor().execute(task);
        }
    }

    private void answered(
            long question, @Nullable HttpResponse response, @Nullable Throwable failure) {
        if (question != asked || phase != Phase.ANSWERING) {
            return;
        }
        if (response != null) {
            respond(response, true);
        } else {
            fail(exchange().path(), failure);
        }
    }

    private void fail(String path, @Nullable Throwable failure) {
        LOG.error("The route of {} failed", path, failure);
        if (phase == Phase.ANSWERING) {
            respond(Problem.of(HttpResponseStatus.INTERNAL_SERVER_ERROR), true);
        }
    }

    private void respond(HttpResponse response, boolean keepAlive) {
        boolean keep = keepAlive && !last && exchange().isKeepAlive();
        DefaultHttpResponse answer;
        HttpContent content;
        try {
            answer = exchange().answer(response, keep);
            content = exchange().body(response);
        } catch (IllegalArgumentException e) {
            LOG.error("The route of {} gave no valid answer", exchange().path(), e);
            HttpResponse instead = Problem.of(HttpResponseStatus.INTERNAL_SERVER_ERROR);
            answer = exchange().answer(instead, keep);
            content = exchange().body(instead);
        }
        service.counters().responded(answer.status().code());
        phase = Phase.WRITING;
        asked++;
        setDeadline(service.limits().answerTimeout());
        context().write(answer);
        context()
                .writeAndFlush(content)
                .addListener(written -> written((ChannelFuture) written, keep));
    }

    private void written(ChannelFuture answer, boolean keep) {
        if (!answer.isSuccess()) {
            if (answer.cause() != null) {
                exceptionCaught(context(), answer.cause());
            }
        } else if (phase == Phase.WRITING && keep) {
            exchange = null;
            refusal = null;
            body.drop();
            phase = Phase.IDLE;
            setDeadline(service.limits().idleTimeout());
            takeWaiting();
            setReading(phase == Phase.IDLE || phase == Phase.RECEIVING);
        } else if (phase == Phase.WRITING) {
            leave();
        }
    }

    /** A socket that is closed with input unread would destroy the answer on its way. */
    private void leave() {
        phase = Phase.LEAVING;
        dropInput();
        setReading(true);
        var channel = context().channel();
        if (channel instanceof DuplexChannel duplex
                && channel.pipeline().get(SslHandler.class) == null) {
            duplex.shutdownOutput();
            setDeadline(LINGER);
        } else {
            context().close();
        }
    }

    private void upgrade(Exchange whole, HttpUpgrade upgrade) {
        var info = service.describe().apply(context().channel());
        var answer = upgrade.answer(whole.forUpgrade(body.take(), info));
        if (answer instanceof HttpUpgrade.Refused refused) {
            respond(refused.response(), true);
        } else if (!waiting.isEmpty()) {
            respond(Problem.of(HttpResponseStatus.BAD_REQUEST), false);
        } else if (answer instanceof HttpUpgrade.Accepted accepted) {
            switchTo(accepted);
        }
    }

    private void switchTo(HttpUpgrade.Accepted accepted) {
        service.counters().upgraded();
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
        accepted.headers().forEach(answer.headers()::set);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        ChannelPipeline pipeline = context().pipeline();
        context().writeAndFlush(answer);
        phase = Phase.LEAVING;
        pipeline.addLast(accepted.next());
        pipeline.remove(this);
        pipeline.remove(HttpResponseEncoder.class);
        // Hands on what it has read beyond the request.
        pipeline.remove(StrictRequestDecoder.class);
        if (pipeline.get(ReadBufferRelease.class) != null) {
            pipeline.remove(ReadBufferRelease.class);
        }
    }

    private void timeOut() {
        switch (phase) {
            case RECEIVING -> {
                service.counters().timedOut();
                if (exchange == null) {
                    exchange = Exchange.unknown();
                }
                respond(Problem.of(HttpResponseStatus.REQUEST_TIMEOUT), false);
            }
            case ANSWERING -> {
                service.counters().timedOut();
                respond(Problem.of(HttpResponseStatus.SERVICE_UNAVAILABLE), false);
            }
            default -> context().close();
        }
    }

    private void setDeadline(Duration delay) {
        cancelDeadline();
        deadline =
                context().executor().schedule(this::timeOut, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void setReading(boolean on) {
        context().channel().config().setAutoRead(on);
    }

    private void dropInput() {
        body.drop();
        while (!waiting.isEmpty()) {
            ReferenceCountUtil.release(waiting.remove());
        }
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    private Exchange exchange() {
        if (exchange == null) {
            throw new IllegalStateException("no request");
        }
        return exchange;
    }
}
