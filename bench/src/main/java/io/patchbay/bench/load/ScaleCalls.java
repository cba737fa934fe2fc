package io.patchbay.bench.load;

import io.patchbay.bench.wire.Cursor;
import io.patchbay.bench.wire.Format;
import io.patchbay.bench.wire.Template;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Calls to random ones of many procedures. */
final class ScaleCalls {
    private static final int CALLERS = 4;
    private static final int ELEMENTS_AFTER_ID = 3;

    private final LoadRun run;
    private final RegistryFill entries;
    private final CallDriver driver;
    private final Format format;
    private final String argument;
    private final SplittableRandom random = new SplittableRandom(42);

    ScaleCalls(LoadRun run, RegistryFill entries, int payload) {
        this.run = run;
        this.entries = entries;
        driver = new CallDriver(run, payload);
        format = run.options().format();
        argument = Payload.text(payload);
    }

    void run(List<Session> callees, List<String> procedures, int depth) {
        Template yield = Template.of(format, MessageType.YIELD, Map.of(), List.of(argument));
        for (Session callee : callees) {
            callee.receiver((type, body) -> serve(callee, type, body, yield));
        }
        entries.fill(callees, MessageType.REGISTER);
        connectCallers(calls(procedures));
        driver.closedLoop(Math.max(1, depth / CALLERS));
    }

    private void serve(Session callee, int type, Cursor body, Template yield) {
        switch (type) {
            case MessageType.INVOCATION -> callee.send(yield, callee.number(body));
            case MessageType.REGISTERED -> entries.acknowledged();
            case MessageType.ERROR -> run.errors().add(body.text());
            default -> {}
        }
    }

    private Template[] calls(List<String> procedures) {
        byte[] arguments = Template.elements(format, List.of(argument));
        byte[] closing = Template.closing(format);
        return procedures.stream()
                .map(procedure -> Template.elements(format, Map.of(), procedure))
                .map(
                        head ->
                                Template.joined(
                                        format,
                                        MessageType.CALL,
                                        ELEMENTS_AFTER_ID,
                                        head,
                                        arguments,
                                        closing))
                .toArray(Template[]::new);
    }

    private void connectCallers(Template[] calls) {
        for (Session session : SessionGroup.open(run, format, CALLERS)) {
            Caller caller = driver.add(() -> session.request(calls[random.nextInt(calls.length)]));
            session.receiver((type, body) -> answered(session, caller, type, body));
        }
    }

    private void answered(Session session, Caller caller, int type, Cursor body) {
        if (type == MessageType.RESULT) {
            driver.answered(caller, session.number(body));
        } else if (type == MessageType.ERROR) {
            run.errors().add(body.text());
            driver.answered(caller, session.failedRequest(body));
        }
    }
}
