package io.patchbay.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

class TemplateTest {
    @ParameterizedTest
    @EnumSource
    void equalsTheMessageWithThatId(Format format) {
        Template call = Template.of(format, 48, Map.of(), "com.echo", List.of("x"));

        for (long id : new long[] {1, 200, 70_000, 1L << 53}) {
            assertThat(written(call, id))
                    .isEqualTo(format.message(48, id, Map.of(), "com.echo", List.of("x")));
            assertThat(call.size(id)).isEqualTo(written(call, id).length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mayBeJoinedFromSharedParts(Format format) {
        byte[] arguments = Template.elements(format, List.of("x"));
        byte[] topic = Template.elements(format, Map.of(), "com.topic");

        Template publish =
                Template.joined(format, 16, 3, topic, arguments, Template.closing(format));

        assertThat(written(publish, 5))
                .isEqualTo(format.message(16, 5, Map.of(), "com.topic", List.of("x")));
    }

    @Test
    void yieldInMessagePack() {
        Template yield = Template.of(Format.MSGPACK, 70, Map.of(), List.of("x"));

        assertThat(written(yield, 300)).isEqualTo(Hex.bytes("94 46 cd 012c 80 91 a1 78"));
    }

    private static byte[] written(Template template, long id) {
        Bytes out = new Bytes();
        template.write(out, id);
        return out.toArray();
    }
}
