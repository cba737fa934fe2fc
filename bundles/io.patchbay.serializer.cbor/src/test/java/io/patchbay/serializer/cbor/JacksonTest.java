package io.patchbay.serializer.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;

import io.patchbay.testkit.SampleValues;
import io.patchbay.testkit.WireText;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.io.IOException;
import java.util.Arrays;

/** What we write others read, and the other way round. */
class JacksonTest {
    private final ObjectMapper jackson = new CBORMapper();

    @Property
    void readsWhatWeWrite(@ForAll long seed) throws IOException {
        Object value = SampleValues.random(seed);
        var writer = new CborWriter();
        writer.write(value);
        byte[] bytes = Arrays.copyOf(writer.buffer(), writer.length());

        assertThat(WireText.of(jackson.readValue(bytes, Object.class)))
                .isEqualTo(WireText.of(value));
    }

    @Property
    void writesWhatWeRead(@ForAll long seed) throws IOException {
        Object value = SampleValues.random(seed);
        byte[] bytes = jackson.writeValueAsBytes(value);
        var reader = new CborReader();
        reader.reset(bytes, 0, bytes.length);

        assertThat(WireText.of(reader.read())).isEqualTo(WireText.of(value));
        reader.end();
    }
}
