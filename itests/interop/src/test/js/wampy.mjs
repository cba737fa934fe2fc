// Wampy behind the protocol of the interop tests.

import { Wampy } from 'wampy';
import { CborSerializer } from 'wampy/CborSerializer.js';
import { JsonSerializer } from 'wampy/JsonSerializer.js';
import { MsgpackSerializer } from 'wampy/MsgpackSerializer.js';
import * as cryptosign from 'wampy/cryptosign.js';
import * as wampcra from 'wampy/wampcra.js';
import nacl from 'tweetnacl';
import websocket from 'websocket';
import { REFUSED, Refusal, serve, tell } from './agent.mjs';

const SERIALIZERS = { json: JsonSerializer, msgpack: MsgpackSerializer, cbor: CborSerializer };
const LIMIT = 16 * 1024 * 1024;

/** Takes larger frames than this WebSocket client does by default, 1 MiB. */
class WebSocket extends websocket.w3cwebsocket {
    constructor(url, protocols, origin, headers, options) {
        const limits = { maxReceivedFrameSize: LIMIT, maxReceivedMessageSize: LIMIT };
        super(url, protocols, origin, headers, options, limits);
    }
}

/** What Wampy needs to authenticate itself; nothing for an anonymous client. */
function credentials({ method, authid, secret } = {}) {
    const answers = {
        password: () => () => secret,
        ticket: () => () => secret,
        wampcra: () => wampcra.sign(secret),
        cryptosign: () => cryptosign.sign(secret),
    };
    if (!method) {
        return {};
    }
    const keys = method === 'cryptosign' && nacl.sign.keyPair.fromSeed(Buffer.from(secret, 'hex'));
    return {
        authid,
        authmethods: [method],
        authextra: keys ? { pubkey: Buffer.from(keys.publicKey).toString('hex') } : {},
        onChallenge: answers[method](),
    };
}

async function refusing(promise) {
    try {
        return await promise;
    } catch (e) {
        throw e.errorUri ? new Refusal(e.errorUri, e.argsList, e.argsDict) : e;
    }
}

/** Wampy takes lists or maps that are not given for payload of their own. */
function payload(args, kwargs) {
    return { argsList: args ?? [], ...(kwargs ? { argsDict: kwargs } : {}) };
}

/** Wampy does not find a subscription again that was made with options, even if there are none. */
function given(options) {
    return Object.keys(options).length > 0 ? options : undefined;
}

class Session {
    subscriptions = new Map();
    calls = new Map();

    constructor(id, wampy, details) {
        this.id = id;
        this.wampy = wampy;
        this.welcome = { ...details, session: wampy.getSessionId() };
    }

    async subscribe({ topic, options }) {
        const onEvent = ({ details, argsList, argsDict }) =>
            tell(this.id, 'event', { topic, args: argsList ?? [], kwargs: argsDict ?? {}, details });
        const { subscriptionKey } = await refusing(this.wampy.subscribe(topic, onEvent, given(options)));
        this.subscriptions.set(topic, subscriptionKey);
    }

    async unsubscribe({ topic }) {
        await refusing(this.wampy.unsubscribe(this.subscriptions.get(topic)));
    }

    async publish({ topic, args, kwargs, options }) {
        const publish = this.wampy.publish(topic, payload(args, kwargs), options);
        return (await refusing(publish)).publicationId;
    }

    async register({ procedure, behaviour, options }) {
        const endpoints = {
            echo: ({ argsList, argsDict }) => payload(argsList, argsDict),
            fail: ({ argsList, argsDict }) => {
                throw { error: REFUSED, argsList, argsDict };
            },
            details: ({ details }) => payload([], details),
            session: () => payload([this.wampy.getSessionId()]),
            hang: () => {
                tell(this.id, 'invoked', { procedure });
                return new Promise(() => {});
            },
        };
        await refusing(this.wampy.register(procedure, endpoints[behaviour], options));
    }

    async unregister({ procedure }) {
        await refusing(this.wampy.unregister(procedure));
    }

    async call({ id, procedure, args, kwargs, options: { receive_progress, ...options } }) {
        if (receive_progress) {
            options.progress_callback = ({ argsList, argsDict }) =>
                tell(this.id, 'progress', { args: argsList ?? [], kwargs: argsDict ?? {} });
        }
        const call = this.wampy.call(procedure, payload(args, kwargs), options);
        this.calls.set(id, this.wampy.getOpStatus().reqId);
        const { argsList, argsDict } = await refusing(call);
        return { args: argsList ?? [], kwargs: argsDict ?? {} };
    }

    async cancel({ call, mode }) {
        this.wampy.cancel(this.calls.get(call), { mode });
    }

    async leave() {
        await this.wampy.disconnect();
    }
}

serve(async ({ session, url, serializer, realm, login }) => {
    let welcomed = false;
    const wampy = new Wampy(url, {
        realm,
        ...credentials(login),
        ws: WebSocket,
        autoReconnect: false,
        uriValidation: 'loose',
        serializer: new SERIALIZERS[serializer](),
        onError: () => {},
        // It does not say why the router closed the session.
        onClose: () => welcomed && tell(session, 'left', { reason: '' }),
    });
    const details = await refusing(wampy.connect());
    welcomed = true;
    return new Session(session, wampy, details);
});
