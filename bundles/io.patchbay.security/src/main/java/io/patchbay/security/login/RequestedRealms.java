package io.patchbay.security.login;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.operation.RealmRequests;
import io.patchbay.security.operation.Refusal;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Has realms made for clients that want to come in, if an operator allows that: so many of them,
 * and so many for one address before it has to wait. Any thread; nothing blocks.
 */
public final class RequestedRealms {
    private static final Logger LOG = LoggerFactory.getLogger(RequestedRealms.class);
    private static final int LONGEST_WAIT_S = 3600;
    private static final int ADDRESSES = 10_000;

    private final RealmRequests requests;
    private final LongSupplier nanoTime;
    private volatile Bounds bounds = Bounds.NONE;
    private volatile Throttle addresses;

    /**
     * What is allowed.
     *
     * @param isOn whether any are made
     * @param prototype the realm that they are like
     * @param most how many there may be
     * @param perAddress how many an address may ask for before it has to wait
     */
    public record Bounds(boolean isOn, Optional<Uri> prototype, int most, int perAddress) {
        static final Bounds NONE = new Bounds(false, Optional.empty(), 0, 1);
    }

    public RequestedRealms(RealmRequests requests, LongSupplier nanoTime) {
        this.requests = requests;
        this.nanoTime = nanoTime;
        this.addresses = throttle(bounds);
    }

    private Throttle throttle(Bounds allowed) {
        return new Throttle(allowed.perAddress(), LONGEST_WAIT_S, ADDRESSES, nanoTime);
    }

    public void bounds(Bounds allowed) {
        if (!allowed.equals(bounds)) {
            addresses = throttle(allowed);
            bounds = allowed;
        }
    }

    /** Whether the realm has been made; never fails. */
    public CompletionStage<Boolean> request(Uri wanted, ConnectionInfo client) {
        Bounds allowed = bounds;
        Optional<Uri> uri = allowed.isOn() ? valid(wanted) : Optional.empty();
        String address = client.address().map(Throttle::key).orElse(client.transport());
        if (uri.isEmpty() || addresses.mustWait(address)) {
            return CompletableFuture.completedStage(false);
        }
        addresses.failed(address); // each request counts
        return requests.make(uri.get(), allowed.prototype(), allowed.most())
                .handle((made, failure) -> told(uri.get(), client, failure));
    }

    private static Optional<Uri> valid(Uri wanted) {
        try {
            Uri uri = RealmRecord.uri(JsonCursor.root("HELLO", wanted.toString()));
            return uri.isReserved() ? Optional.empty() : Optional.of(uri);
        } catch (InvalidRecord e) {
            return Optional.empty();
        }
    }

    private static boolean told(Uri uri, ConnectionInfo client, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        switch (cause) {
            case null -> LOG.info("Realm {} was asked for by {}", uri, client.remote());
            case Refusal refusal -> LOG.warn("Realm {} is not made: {}", uri, refusal.getMessage());
            default -> LOG.error("Realm {} could not be made", uri, cause);
        }
        return failure == null;
    }
}
