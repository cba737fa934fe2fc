package io.patchbay.core.session;

import io.patchbay.api.access.Action;
import io.patchbay.api.access.Authorizer;
import io.patchbay.api.access.Decision;
import io.patchbay.api.realm.Feature;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.Session;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.core.broker.Outgoing;
import io.patchbay.core.broker.Subscriber;
import io.patchbay.core.dealer.Callee;
import io.patchbay.core.dealer.Calls;
import io.patchbay.core.dealer.PendingCall;
import io.patchbay.core.meta.MetaEvents;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.registry.LongMap;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.ToClient;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.codec.ProtocolViolation;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * An established session. Lives on one loop: unless said otherwise, what is not in {@link Session}
 * is called there only.
 */
public final class RouterSession implements Session {
    private final long id;
    private final Realm home;
    private final Identity identity;
    private final ConnectionInfo connection;
    private final Features features;
    private final SessionContext context;
    private final LoopState state;
    private final Outlet outlet;
    private final LongMap<Subscriber> subscriptions = new LongMap<>();
    private final LongMap<Callee> registrations = new LongMap<>();
    private final Calls calls = new Calls();
    private final Requests requests;
    private final LongMap<PendingCall> invocations = new LongMap<>();
    private volatile Rights rights;
    private volatile Dict attributes;
    private volatile boolean unannounced;
    private @Nullable Pressure pressure;
    private long lastInvocation;
    private boolean abandonedInvocations;
    private volatile boolean open = true;
    private volatile boolean swamped;

    /**
     * @param attributes what else is told about the session, beside its identity and connection
     */
    public RouterSession(
            long id,
            Realm home,
            Identity identity,
            ConnectionInfo connection,
            Features features,
            Dict attributes,
            SessionContext context,
            LoopState state,
            Outlet outlet) {
        this.id = id;
        this.home = home;
        this.identity = identity;
        this.connection = connection;
        this.features = features;
        this.attributes = attributes;
        this.context = context;
        this.state = state;
        this.outlet = outlet;
        this.rights = home.guard().rights(identity);
        this.requests = new Requests(this, outlet);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Uri realm() {
        return home.uri();
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public ConnectionInfo connection() {
        return connection;
    }

    /** Any thread. */
    public LoopState state() {
        return state;
    }

    public Realm home() {
        return home;
    }

    /** What the client can do, and the realm does. */
    public Features features() {
        return home.offers(Feature.CALL_CANCELING) ? features : features.uninterruptible();
    }

    /** What else is told about the session. Any thread. */
    public Dict attributes() {
        return attributes;
    }

    /** Changes {@link #attributes}, one change after another. Any thread. */
    public synchronized void modifyAttributes(UnaryOperator<Dict> change) {
        attributes = change.apply(attributes);
    }

    public Counters counters() {
        return context.counters();
    }

    public Limits limits() {
        return context.limits();
    }

    public boolean isOpen() {
        return open;
    }

    public boolean isDraining() {
        return context.isDraining();
    }

    /** Whether this is a session of the router itself. */
    public boolean isTrusted() {
        return Identity.TRUSTED.equals(identity.authrole());
    }

    public LongMap<Subscriber> subscriptions() {
        return subscriptions;
    }

    /** What it answers, by REGISTERED.Registration. */
    public LongMap<Callee> registrations() {
        return registrations;
    }

    /** What this session has called. */
    public Calls calls() {
        return calls;
    }

    /** What this session was asked to do, by INVOCATION.Request. */
    public LongMap<PendingCall> invocations() {
        return invocations;
    }

    /** Joins the realm; from now on messages may be handled. */
    public void join() {
        home.add(this);
        count(counters().sessionsOpened);
        MetaEvents.joined(this);
    }

    /**
     * Handles a message of the client.
     *
     * @throws ProtocolViolation if it may not be sent in an established session
     */
    public void handle(Message message) {
        requests.handle(message);
    }

    /** Runs a task after the messages that were given to {@link #handle}. */
    public void whenHandled(Runnable task) {
        requests.whenHandled(task);
    }

    /** Whether the session may do that on all that the pattern matches. */
    Decision authorize(Action action, Uri uri, MatchPolicy match) {
        if (!rights().allow(action, uri, match)) {
            return Decision.DENY;
        }
        for (Authorizer authorizer : context.authorizers()) {
            Decision decision = authorizer.authorize(this, action, uri, match);
            if (decision != Decision.ALLOW) {
                return decision;
            }
        }
        return Decision.ALLOW;
    }

    @Override
    public Rights rights() {
        Rights current = rights;
        return current.areCurrent() ? current : refreshRights();
    }

    /** Follows what the realm's guard says now. Any thread. */
    public synchronized Rights refreshRights() {
        rights = home.guard().rights(identity);
        return rights;
    }

    /** The id for the next INVOCATION, which counts as used once {@link #invoked} says so. */
    public long nextInvocation() {
        return Ids.next(lastInvocation);
    }

    public void invoked(long invocation, PendingCall call) {
        lastInvocation = invocation;
        invocations.put(invocation, call);
    }

    /** Forgets an invocation whose answer, if it ever comes, nobody wants. */
    public void abandonInvocation(long invocation) {
        abandonedInvocations |= invocations.remove(invocation) != null;
        relieve();
    }

    /** Takes the invocation that an answer is for; null if that answer is to be dropped. */
    public @Nullable PendingCall answered(long invocation) {
        PendingCall call = invocations.remove(invocation);
        checkKnown(invocation, call);
        relieve();
        return call;
    }

    private void relieve() {
        if (swamped && !isOverBudget()) {
            swamped = false;
        }
    }

    /** The invocation that a part of an answer is for; null if that part is to be dropped. */
    public @Nullable PendingCall invoked(long invocation) {
        PendingCall call = invocations.get(invocation);
        checkKnown(invocation, call);
        return call;
    }

    private void checkKnown(long invocation, @Nullable PendingCall call) {
        if (call == null && !(abandonedInvocations && invocation <= lastInvocation)) {
            throw new ProtocolViolation("there is no invocation " + invocation);
        }
    }

    /**
     * Sends a message that must arrive.
     *
     * @return whether the client takes messages of that size
     */
    public boolean send(ToClient message) {
        if (!open) {
            return true;
        }
        boolean sent = outlet.send(message);
        if (outlet.pendingBytes() > 4L * context.limits().outboundBytes()) {
            state.loop().execute(this::tooSlow);
        }
        return sent;
    }

    /** Delivers an event, or drops and counts it if the client does not keep up. */
    public void deliver(Outgoing event, RouterSession publisher) {
        if (!open) {
            return;
        }
        long pending = outlet.pendingBytes();
        if (pending > context.limits().outboundBytes()) {
            counters().eventsDropped.increment();
            pressure().overflow();
            return;
        }
        if (!outlet.send(event)) {
            counters().eventsDropped.increment();
        }
        if (pending > context.limits().throttleBytes()) {
            pressure().slowDown(publisher);
        }
    }

    /** Whether what is sent here would only pile up; otherwise slows down who sends it. */
    public boolean isOverloaded(RouterSession sender) {
        if (isOverBudget()) {
            pressure().overflow();
            swamped = true;
            return true;
        }
        if (outlet.pendingBytes() > context.limits().throttleBytes()) {
            pressure().slowDown(sender);
        }
        return false;
    }

    /** Whether one more call may be brought here; otherwise slows down who calls. */
    public boolean takesInvocation(RouterSession caller) {
        if (isOverloaded(caller)) {
            return false;
        }
        if (invocations.size() >= context.limits().pendingCalls()) {
            swamped = true;
            return false;
        }
        return true;
    }

    /** Whether a call to this session is likely to be taken. Any thread. */
    public boolean takesCalls() {
        return open && !swamped;
    }

    /** Whether more waits for the client than should. */
    public boolean isCongested() {
        return outlet.pendingBytes() > context.limits().throttleBytes();
    }

    /** Runs a task once the client has read all, or the session has ended. */
    public void whenDrained(Runnable task) {
        pressure().whenRelieved(task);
    }

    boolean isOverBudget() {
        return outlet.pendingBytes() > context.limits().outboundBytes();
    }

    /** Stops reading from a client that does not read its own answers. */
    void checkOwnReading() {
        if (outlet.pendingBytes() > context.limits().throttleBytes()) {
            pressure().holdBack();
        }
    }

    void drained() {
        swamped = false;
        if (pressure != null) {
            pressure.relieve();
            pressure = null;
        }
    }

    private Pressure pressure() {
        if (pressure == null) {
            pressure = new Pressure(this);
        }
        return pressure;
    }

    /**
     * Does what may take long: a first part at once, the others in turns of their own. Meanwhile
     * the client is not read, so that it cannot begin any amount of it.
     *
     * @param part does a part that takes little time, and says whether another one follows
     */
    public void inTurns(BooleanSupplier part) {
        if (part.getAsBoolean()) {
            Runnable resume = suspend();
            state.slices().add(() -> goesOn(part, resume));
        }
    }

    private boolean goesOn(BooleanSupplier part, Runnable resume) {
        boolean goesOn = false;
        try {
            goesOn = open && part.getAsBoolean();
        } finally {
            if (!goesOn) {
                resume.run();
            }
        }
        return goesOn;
    }

    /**
     * Stops reading from the client, while something is done for it elsewhere.
     *
     * @return reads on; to be run once, on this session's loop
     */
    public Runnable suspend() {
        outlet.pause();
        return outlet::resume;
    }

    /** Stops reading from the client until as many {@link #resume} followed. Any thread. */
    void pause() {
        if (state.loop().inLoop()) {
            outlet.pause();
        } else {
            state.loop().execute(this::pause);
        }
    }

    void resume() {
        outlet.resume();
    }

    void tooSlow() {
        if (open) {
            counters().sessionsTooSlow.increment();
            outlet.tooSlow();
        }
    }

    /** The router ends the session with GOODBYE. Any thread. */
    public void shutDown(Uri reason) {
        shutDown(reason, Dict.EMPTY);
    }

    /**
     * @param details of the GOODBYE
     */
    public void shutDown(Uri reason, Dict details) {
        state.loop().execute(() -> outlet.shutDown(reason, details));
    }

    /** When the session ends, nobody is told. Any thread. */
    public void leaveUnannounced() {
        unannounced = true;
    }

    /** The router's own sessions do not count. */
    private void count(LongAdder counter) {
        if (!isTrusted()) {
            counter.increment();
        }
    }

    /** Leaves the realm and gives up all that the session had. */
    public void end() {
        if (!open) {
            return;
        }
        open = false;
        home.remove(this);
        subscriptions.drain(home.broker()::leave);
        home.dealer().leave(this);
        if (pressure != null) {
            pressure.relieve();
        }
        count(counters().sessionsClosed);
        if (!unannounced) {
            MetaEvents.left(this);
        }
    }
}
