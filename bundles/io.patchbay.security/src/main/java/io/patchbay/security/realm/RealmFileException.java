package io.patchbay.security.realm;

/** A realm file is not as it must be; the message is for the operator. */
final class RealmFileException extends Exception {
    private static final long serialVersionUID = 1;

    RealmFileException(String message) {
        super(message);
    }
}
