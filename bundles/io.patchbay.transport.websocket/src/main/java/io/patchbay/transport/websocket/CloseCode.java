package io.patchbay.transport.websocket;

import io.patchbay.api.transport.CloseReason;

/** The status codes of close frames. RFC 6455 section 7.4. */
final class CloseCode {
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int WRONG_TYPE = 1003;

    /** Stands for a close frame without a code; never sent. */
    static final int NONE = 1005;

    static final int INVALID_DATA = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int INTERNAL_ERROR = 1011;
    static final int TRY_AGAIN_LATER = 1013;

    private static final int RESERVED = 1004;
    private static final int ABNORMAL = 1006;
    private static final int DEFINED_MAX = 1014;
    private static final int LIBRARIES_MIN = 3000;
    private static final int PRIVATE_MAX = 4999;

    private CloseCode() {}

    /** Whether a peer may send it. */
    static boolean isValid(int code) {
        return (code >= NORMAL && code <= DEFINED_MAX)
                ? code != RESERVED && code != NONE && code != ABNORMAL
                : (code >= LIBRARIES_MIN && code <= PRIVATE_MAX);
    }

    static int of(CloseReason reason) {
        return switch (reason) {
            case NORMAL -> NORMAL;
            case GOING_AWAY -> GOING_AWAY;
            case PROTOCOL_VIOLATION -> PROTOCOL_ERROR;
            case REFUSED, TOO_SLOW -> POLICY;
            case INTERNAL_ERROR -> INTERNAL_ERROR;
        };
    }
}
