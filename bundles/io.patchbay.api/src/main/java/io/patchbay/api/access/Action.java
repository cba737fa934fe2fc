package io.patchbay.api.access;

/** What a session wants to do with a URI; the permission names are those of realm files. */
public enum Action {
    REGISTER("wamp.register"),
    UNREGISTER("wamp.unregister"),
    CALL("wamp.call"),
    CANCEL("wamp.cancel"),
    SUBSCRIBE("wamp.subscribe"),
    UNSUBSCRIBE("wamp.unsubscribe"),
    PUBLISH("wamp.publish");

    private final String permission;

    Action(String permission) {
        this.permission = permission;
    }

    public String permission() {
        return permission;
    }
}
