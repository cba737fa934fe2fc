package io.patchbay.bench.wire;

import java.util.HexFormat;

/** Byte vectors as hexadecimal text; blanks are for the eye. */
final class Hex {
    private Hex() {}

    static byte[] bytes(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
