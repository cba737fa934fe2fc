"""AutobahnPython behind the protocol of the interop tests, which Agent.java describes."""

import base64
import json
import os
import sys
from urllib.parse import urlsplit

import txaio
from cbor2 import CBORTag

txaio.use_twisted()

from autobahn.twisted.rawsocket import WampRawSocketClientFactory  # noqa: E402
from autobahn.twisted.wamp import ApplicationSession  # noqa: E402
from autobahn.twisted.websocket import WampWebSocketClientFactory  # noqa: E402
from autobahn.wamp import auth  # noqa: E402
from autobahn.wamp import serializer as serializers  # noqa: E402
from autobahn.wamp.exception import ApplicationError  # noqa: E402
from autobahn.wamp.types import (  # noqa: E402
    CallOptions,
    CallResult,
    ComponentConfig,
    PublishOptions,
    RegisterOptions,
    SubscribeOptions,
)
from twisted.internet import endpoints, reactor, ssl  # noqa: E402
from twisted.internet.defer import Deferred, ensureDeferred  # noqa: E402

REFUSED = "com.example.error.refused"
TYPED_ARRAY_OF_BYTES = 64  # RFC 8746: how Wampy sends bytes in CBOR, which cbor2 leaves as it is
SERIALIZERS = {
    "json": serializers.JsonSerializer,
    "msgpack": serializers.MsgPackSerializer,
    "cbor": serializers.CBORSerializer,
}


def write(message):
    sys.stdout.write(json.dumps(to_test(message)) + "\n")
    sys.stdout.flush()


def to_test(value):
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, CBORTag) and value.tag == TYPED_ARRAY_OF_BYTES:
        return to_test(value.value)
    if isinstance(value, dict):
        return {key: to_test(v) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_test(v) for v in value]
    return value


def to_library(value):
    if isinstance(value, dict):
        if "$bytes" in value:
            return base64.b64decode(value["$bytes"])
        return {key: to_library(v) for key, v in value.items()}
    if isinstance(value, list):
        return [to_library(v) for v in value]
    return value


def about(details):
    """The members of details that are there, named as in the specification."""
    names = (
        *("topic", "publisher", "publisher_authid", "publisher_authrole", "retained"),
        *("procedure", "caller", "caller_authid", "caller_authrole"),
    )
    members = {name: getattr(details, name, None) for name in names}
    return {name: value for name, value in members.items() if value is not None}


def authenticator(method, authid, secret):
    """What answers a challenge; None if the secret itself does."""
    members = {"wampcra": "secret", "cryptosign": "privkey"}
    if method not in members:
        return None
    return auth.create_authenticator(method, authid=authid, **{members[method]: secret})


class Session(ApplicationSession):
    def __init__(self, number, realm, login):
        super().__init__(ComponentConfig(realm=realm))
        self.number = number
        self.login = login
        self.authenticator = authenticator(**login) if login else None
        self.subscriptions = {}
        self.registrations = {}
        self.calls = {}
        self.joined = Deferred()
        self.closed = Deferred()

    def tell(self, news, **details):
        write({"news": news, "session": self.number, **details})

    def onConnect(self):
        if not self.login:
            return super().onConnect()
        method, authid = self.login["method"], self.login["authid"]
        extra = self.authenticator.authextra if self.authenticator else None
        self.join(self.config.realm, [method], authid, authextra=extra)

    def onChallenge(self, challenge):
        if self.authenticator:
            return self.authenticator.on_challenge(self, challenge)
        return self.login["secret"]

    def onJoin(self, details):
        self.joined.callback(
            {
                "session": details.session,
                "realm": details.realm,
                "authid": details.authid,
                "authrole": details.authrole,
                "authmethod": details.authmethod,
                "roles": sorted(self._router_roles),
            }
        )

    def onLeave(self, details):
        if not self.joined.called:
            self.joined.errback(ApplicationError(details.reason, details.message))
        else:
            self.tell("left", reason=details.reason)
        super().onLeave(details)

    def onDisconnect(self):
        super().onDisconnect()
        if not self.joined.called:
            self.joined.errback(ConnectionError("connection lost before WELCOME"))
        self.closed.callback(None)

    def onUserError(self, fail, msg):
        pass

    async def do_subscribe(self, topic, options, **_):
        def on_event(*args, details=None, **kwargs):
            self.tell(
                "event",
                topic=topic,
                args=args,
                kwargs=kwargs,
                publication=details.publication,
                details=about(details),
            )

        options = SubscribeOptions(details_arg="details", **options)
        self.subscriptions[topic] = await self.subscribe(on_event, topic, options=options)

    async def do_unsubscribe(self, topic, **_):
        await self.subscriptions[topic].unsubscribe()

    async def do_publish(self, topic, args, kwargs, options, **_):
        publication = self.publish(topic, *args, **kwargs, options=PublishOptions(**options))
        return (await publication).id if options["acknowledge"] else None

    async def do_register(self, procedure, behaviour, options, **_):
        def echo(*args, details, **kwargs):
            return CallResult(*args, **kwargs)

        def fail(*args, details, **kwargs):
            raise ApplicationError(REFUSED, *args, **kwargs)

        def progress(*args, details, **kwargs):
            for part in args:
                details.progress(part)
            return "the end"

        def details(details):
            return CallResult(**about(details))

        def session(details):
            return self._session_id

        def hang(*args, details, **kwargs):
            self.tell("invoked", procedure=procedure)
            return Deferred(lambda _: self.tell("interrupted", procedure=procedure))

        endpoints = (echo, fail, progress, details, session, hang)
        endpoint = next(e for e in endpoints if e.__name__ == behaviour)
        options = RegisterOptions(details_arg="details", **options)
        self.registrations[procedure] = await self.register(endpoint, procedure, options=options)

    async def do_unregister(self, procedure, **_):
        await self.registrations[procedure].unregister()

    async def do_call(self, id, procedure, args, kwargs, options, **_):
        def on_progress(*args, **kwargs):
            self.tell("progress", args=args, kwargs=kwargs)

        if options.pop("receive_progress", False):
            options["on_progress"] = on_progress
        self.calls[id] = self.call(procedure, *args, **kwargs, options=CallOptions(**options))
        result = await self.calls[id]
        if isinstance(result, CallResult):
            return {"args": result.results, "kwargs": result.kwresults}
        return {"args": [] if result is None else [result], "kwargs": {}}

    async def do_cancel(self, call, **_):
        self.calls[call].cancel()

    async def do_leave(self, **_):
        self.leave()
        await self.closed


class Agent:
    def __init__(self):
        self.sessions = {}

    async def connect(self, session, url, serializer, realm, ca, login=None, **_):
        created = Session(session, realm, login)
        parts = urlsplit(url)
        chosen = SERIALIZERS[serializer]()
        if parts.scheme in ("ws", "wss"):
            factory = WampWebSocketClientFactory(lambda: created, url=url, serializers=[chosen])
        else:
            factory = WampRawSocketClientFactory(lambda: created, serializer=chosen)
        await endpoint(parts, ca).connect(factory)
        self.sessions[session] = created
        return await created.joined

    async def perform(self, request):
        if request["op"] == "connect":
            return await self.connect(**request)
        operation = getattr(self.sessions[request["session"]], "do_" + request["op"])
        return await operation(**request)

    async def answer(self, request):
        try:
            write({"id": request["id"], "value": await self.perform(request)})
        except ApplicationError as e:
            error = {"uri": e.error, "args": e.args, "kwargs": e.kwargs}
            write({"id": request["id"], "error": error})
        except Exception as e:
            error = {"uri": "", "args": [repr(e)], "kwargs": {}}
            write({"id": request["id"], "error": error})

    def receive(self, line):
        ensureDeferred(self.answer(to_library(json.loads(line))))


def endpoint(parts, ca):
    if parts.scheme == "unix":
        return endpoints.UNIXClientEndpoint(reactor, parts.path)
    tcp = endpoints.TCP4ClientEndpoint(reactor, parts.hostname, parts.port)
    if parts.scheme not in ("wss", "rss"):
        return tcp
    with open(ca) as pem:
        trusted = ssl.Certificate.loadPEM(pem.read())
    return endpoints.wrapClientTLS(ssl.optionsForClientTLS(parts.hostname, trusted), tcp)


def read(agent):
    for line in sys.stdin:
        reactor.callFromThread(agent.receive, line)
    os._exit(0)


reactor.callInThread(read, Agent())
reactor.run(installSignalHandlers=False)
