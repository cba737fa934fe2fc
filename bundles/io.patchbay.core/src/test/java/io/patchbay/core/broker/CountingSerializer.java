package io.patchbay.core.broker;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the documents that are written in a format. */
record CountingSerializer(Serializer counted, AtomicInteger documents) implements Serializer {
    CountingSerializer(Serializer counted) {
        this(counted, new AtomicInteger());
    }

    @Override
    public String name() {
        return counted.name();
    }

    @Override
    public int rawSocketId() {
        return counted.rawSocketId();
    }

    @Override
    public boolean isText() {
        return counted.isText();
    }

    @Override
    public ValueReader newReader() {
        return counted.newReader();
    }

    @Override
    public ValueWriter newWriter() {
        ValueWriter writer = counted.newWriter();
        return (ValueWriter)
                Proxy.newProxyInstance(
                        ValueWriter.class.getClassLoader(),
                        new Class<?>[] {ValueWriter.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("reset")) {
                                documents.incrementAndGet();
                            }
                            try {
                                return method.invoke(writer, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
