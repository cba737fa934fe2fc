package io.patchbay.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Netty's decoder where whatever two parties could read in two ways is an error. */
final class StrictRequestDecoder extends HttpRequestDecoder {
    private final Runnable bytesArrived;

    StrictRequestDecoder(HttpLimits limits, Runnable bytesArrived) {
        super(
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(limits.urlBytes())
                        .setMaxHeaderSize(limits.headerBytes())
                        .setAllowDuplicateContentLengths(false)
                        .setStrictLineParsing(true)
                        .setUseRfc9112TransferEncoding(true)
                        .setValidateHeaders(true)
                        .setInitialBufferSize(256));
        this.bytesArrived = bytesArrived;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        bytesArrived.run();
        super.channelRead(ctx, msg);
    }

    /** RFC 9112 section 6.3: may be an attempt at request smuggling, ought to be an error. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both content-length and transfer-encoding");
    }
}
