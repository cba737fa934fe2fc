package io.patchbay.api.access;

/** What a session wants to do with a URI; the permission names are those of realm files. */
public enum Action {
    REGISTER("wamp.register"),
    UNREGISTER("wamp.unregister"),
    CALL("wamp.call"),
    CANCEL("wamp.cancel"),
    SUBSCRIBE("wamp.subscribe"),
    UNSUBSCRIBE("wamp.unsubscribe"),
    PUBLISH("wamp.publish"),
    /** A caller tells who it is, or a callee wants to be told by everybody. */
    DISCLOSE_CALLER("wamp.disclose_caller"),
    /** A publisher tells who it is. */
    DISCLOSE_PUBLISHER("wamp.disclose_publisher"),
    /** A callee wants to be told all about its callers' sessions. */
    DISCLOSE_SESSION_INFO("wamp.disclose_session_info"),
    /** Somebody has tickets of a kind issued to it. */
    ISSUE("bondy.issue"),
    /** Somebody revokes tickets of a kind that were issued to others. */
    REVOKE("bondy.revoke");

    private final String permission;

    Action(String permission) {
        this.permission = permission;
    }

    public String permission() {
        return permission;
    }
}
