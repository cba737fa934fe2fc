package io.patchbay.store.file;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

import java.nio.ByteBuffer;

/**
 * How names and contents lie in a page: as MVStore's own types write them, but a length that is
 * damaged is found out before memory is taken for it.
 */
abstract class RecordType<T> extends BasicDataType<T> {
    static final RecordType<String> NAME =
            new RecordType<>() {
                @Override
                public int compare(String one, String other) {
                    return one.compareTo(other);
                }

                @Override
                public int getMemory(String name) {
                    return StringDataType.INSTANCE.getMemory(name);
                }

                @Override
                public void write(WriteBuffer page, String name) {
                    StringDataType.INSTANCE.write(page, name);
                }

                @Override
                public String read(ByteBuffer page) {
                    return DataUtils.readString(page, length(page));
                }

                @Override
                public String[] createStorage(int size) {
                    return new String[size];
                }
            };

    static final RecordType<byte[]> CONTENT =
            new RecordType<>() {
                @Override
                public int getMemory(byte[] content) {
                    return ByteArrayDataType.INSTANCE.getMemory(content);
                }

                @Override
                public void write(WriteBuffer page, byte[] content) {
                    ByteArrayDataType.INSTANCE.write(page, content);
                }

                @Override
                public byte[] read(ByteBuffer page) {
                    byte[] content = new byte[length(page)];
                    page.get(content);
                    return content;
                }

                @Override
                public byte[][] createStorage(int size) {
                    return new byte[size][];
                }
            };

    private static int length(ByteBuffer page) {
        int length = DataUtils.readVarInt(page);
        if (length < 0 || length > page.remaining()) {
            throw new IllegalStateException("a length of " + length + " in a page");
        }
        return length;
    }
}
