// Lets a test drive a WAMP library: requests come in on standard input, answers and news go out on
// standard output, a JSON object a line. The protocol is described in Agent.java.

import { createInterface } from 'node:readline';

/** What a procedure that fails answers with. */
export const REFUSED = 'com.example.error.refused';

/** An ERROR or ABORT of the router, in the terms of the test. */
export class Refusal extends Error {
    constructor(uri, args, kwargs) {
        super(uri);
        this.refusal = { uri, args: args ?? [], kwargs: kwargs ?? {} };
    }
}

/** Tells the test what happened without being asked. */
export function tell(session, kind, news = {}) {
    write({ news: kind, session, ...news });
}

/**
 * Serves requests until standard input ends.
 *
 * @param connect opens a session: takes a request, gives an object with a method per operation
 */
export function serve(connect) {
    const sessions = new Map();

    async function perform(request) {
        if (request.op === 'connect') {
            const session = await connect(request);
            sessions.set(request.session, session);
            return session.welcome;
        }
        return sessions.get(request.session)[request.op](request);
    }

    const lines = createInterface({ input: process.stdin });
    lines.on('line', async (line) => {
        const request = toLibrary(JSON.parse(line));
        try {
            write({ id: request.id, value: (await perform(request)) ?? null });
        } catch (e) {
            write({ id: request.id, error: e.refusal ?? { uri: '', args: [describe(e)], kwargs: {} } });
        }
    });
    lines.on('close', () => process.exit(0));
}

function describe(e) {
    return e?.stack ?? e?.error ?? String(e);
}

function write(message) {
    process.stdout.write(JSON.stringify(toTest(message)) + '\n');
}

function toLibrary(value) {
    if (typeof value?.$bytes === 'string') {
        return Buffer.from(value.$bytes, 'base64');
    }
    return map(value, toLibrary);
}

function toTest(value) {
    if (ArrayBuffer.isView(value)) {
        return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
    }
    if (typeof value === 'bigint') {
        return Number(value);
    }
    return map(value, toTest);
}

function map(value, convert) {
    if (Array.isArray(value)) {
        return value.map(convert);
    }
    if (value !== null && typeof value === 'object') {
        return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, convert(v)]));
    }
    return value;
}
