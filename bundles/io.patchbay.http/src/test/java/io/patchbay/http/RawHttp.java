package io.patchbay.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP client that sends what it is told, byte by byte. */
final class RawHttp implements Closeable {
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");
    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket;
    private final InputStream in;

    RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** One response, head and body; its body ends where its content-length says. */
    String readResponse() throws IOException {
        String head = readHead();
        Matcher length = LENGTH.matcher(head);
        return length.find()
                ? head + new String(read(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
                : head;
    }

    /** Head of a response, with the empty line. */
    String readHead() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(new String(read(1), StandardCharsets.ISO_8859_1));
        }
        return head.toString();
    }

    byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the connection ended after " + bytes.length + " bytes");
        }
        return bytes;
    }

    String readToEnd() throws IOException {
        var all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
