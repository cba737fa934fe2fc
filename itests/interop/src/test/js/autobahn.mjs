// AutobahnJS behind the protocol of the interop tests.

import autobahn from 'autobahn';
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

    async subscribe({ topic }) {
        const onEvent = (args, kwargs, details) =>
            tell(this.id, 'event', { topic, args, kwargs, publication: details.publication });
        this.subscriptions.set(topic, await refusing(this.session.subscribe(topic, onEvent)));
    }

    async unsubscribe({ topic }) {
        await refusing(this.session.unsubscribe(this.subscriptions.get(topic)));
    }

    async publish({ topic, args, kwargs, acknowledge, excludeMe }) {
        const options = { acknowledge, exclude_me: excludeMe };
        const publication = await refusing(this.session.publish(topic, args, kwargs, options));
        return publication?.id;
    }

    async register({ procedure, behaviour }) {
        const endpoints = {
            echo: (args, kwargs) => new autobahn.Result(args, kwargs),
            fail: (args, kwargs) => {
                throw new autobahn.Error(REFUSED, args, kwargs);
            },
            hang: () => {
                tell(this.id, 'invoked', { procedure });
                return new Promise(() => {});
            },
        };
        const registration = refusing(this.session.register(procedure, endpoints[behaviour]));
        this.registrations.set(procedure, await registration);
    }

    async unregister({ procedure }) {
        await refusing(this.session.unregister(this.registrations.get(procedure)));
    }

    async call({ id, procedure, args, kwargs }) {
        const call = this.session.call(procedure, args, kwargs);
        this.calls.set(id, call);
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
