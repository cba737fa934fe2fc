// AutobahnJS behind the protocol of the interop tests.

import autobahn from 'autobahn';
import nacl from 'tweetnacl';
import { REFUSED, Refusal, serve, tell } from './agent.mjs';

const SERIALIZERS = {
    json: autobahn.serializer.JSONSerializer,
    msgpack: autobahn.serializer.MsgpackSerializer,
    cbor: autobahn.serializer.CBORSerializer,
};

function transport({ url, serializer }) {
    const { protocol, hostname, port, pathname } = new URL(url);
    switch (protocol) {
        case 'rs:':
            return { type: 'rawsocket', host: hostname, port: Number(port) };
        case 'unix:':
            return { type: 'rawsocket', path: pathname };
        default:
            return { type: 'websocket', url, serializers: [new SERIALIZERS[serializer]()] };
    }
}

async function refusing(promise) {
    try {
        return await promise;
    } catch (e) {
        throw e instanceof autobahn.Error ? new Refusal(e.error, e.args, e.kwargs) : e;
    }
}

/** What a connection needs to authenticate itself; nothing for an anonymous one. */
function credentials({ login }) {
    if (!login) {
        return {};
    }
    const { method, authid, secret } = login;
    const keys = method === 'cryptosign' && nacl.sign.keyPair.fromSeed(Buffer.from(secret, 'hex'));
    const answers = {
        password: () => secret,
        ticket: () => secret,
        wampcra: ({ challenge, salt, iterations, keylen }) =>
            autobahn.auth_cra.sign(autobahn.auth_cra.derive_key(secret, salt, iterations, keylen), challenge),
        cryptosign: (extra) => autobahn.auth_cryptosign.sign_challenge(keys, extra),
    };
    return {
        authid,
        authmethods: [method],
        authextra: keys ? { pubkey: autobahn.auth_cryptosign.public_key(keys), channel_binding: null } : {},
        onchallenge: (session, asked, extra) => answers[asked](extra),
    };
}

/** The members of details that are there, named as in the specification. */
function about(details) {
    return Object.fromEntries(
        Object.entries(details).filter(([, value]) => ['string', 'number', 'boolean', 'bigint'].includes(typeof value)),
    );
}

class Session {
    subscriptions = new Map();
    registrations = new Map();
    calls = new Map();

    constructor(id, connection, session, details) {
        this.id = id;
        this.connection = connection;
        this.session = session;
        this.welcome = { ...details, session: session.id, transport: undefined };
        this.closed = new Promise((resolve) => (this.close = resolve));
    }

    async subscribe({ topic, options }) {
        const onEvent = (args, kwargs, { publication, ...details }) =>
            tell(this.id, 'event', { topic, args, kwargs, publication, details: about(details) });
        const subscription = refusing(this.session.subscribe(topic, onEvent, options));
        this.subscriptions.set(topic, await subscription);
    }

    async unsubscribe({ topic }) {
        await refusing(this.session.unsubscribe(this.subscriptions.get(topic)));
    }

    async publish({ topic, args, kwargs, options }) {
        const publication = await refusing(this.session.publish(topic, args, kwargs, options));
        return publication?.id;
    }

    async register({ procedure, behaviour, options }) {
        const endpoints = {
            echo: (args, kwargs) => new autobahn.Result(args, kwargs),
            fail: (args, kwargs) => {
                throw new autobahn.Error(REFUSED, args, kwargs);
            },
            progress: (args, kwargs, { progress }) => {
                args.forEach((part) => progress([part]));
                return 'the end';
            },
            details: (args, kwargs, details) => new autobahn.Result([], about(details)),
            session: () => this.session.id,
            hang: () => {
                tell(this.id, 'invoked', { procedure });
                return new Promise(() => {});
            },
        };
        const registration = this.session.register(procedure, endpoints[behaviour], options);
        this.registrations.set(procedure, await refusing(registration));
    }

    async unregister({ procedure }) {
        await refusing(this.session.unregister(this.registrations.get(procedure)));
    }

    async call({ id, procedure, args, kwargs, options }) {
        const call = this.session.call(procedure, args, kwargs, options);
        this.calls.set(id, call);
        call.then(null, null, (part) => tell(this.id, 'progress', { args: [part], kwargs: {} }));
        const result = await refusing(call);
        if (result instanceof autobahn.Result) {
            return { args: result.args, kwargs: result.kwargs };
        }
        return { args: result === null ? [] : [result], kwargs: {} };
    }

    async cancel({ call, mode }) {
        this.calls.get(call).cancel({ mode });
    }

    async leave() {
        this.connection.close();
        await this.closed;
    }
}

serve(
    (request) =>
        new Promise((resolve, reject) => {
            const connection = new autobahn.Connection({
                realm: request.realm,
                ...credentials(request),
                transports: [transport(request)],
                on_user_error: () => {},
                on_internal_error: (e) => console.error('autobahn:', e),
            });
            let opened;
            connection.onopen = (session, details) => {
                opened = new Session(request.session, connection, session, details);
                resolve(opened);
            };
            connection.onclose = (reason, details) => {
                if (opened) {
                    tell(request.session, 'left', { reason: details.reason });
                    opened.close();
                } else {
                    reject(new Refusal(details.reason ?? reason, [details.message]));
                }
                return true;
            };
            connection.open();
        }),
);
