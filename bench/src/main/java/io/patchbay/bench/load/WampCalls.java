package io.patchbay.bench.load;

import io.patchbay.bench.wire.Cursor;
import io.patchbay.bench.wire.Format;
import io.patchbay.bench.wire.Template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Callers and callees of one procedure that returns its argument. */
final class WampCalls {
    private final LoadRun run;
    private final CallDriver driver;
    private final CallShape shape;
    private final String procedure;
    private final boolean verify;
    private final String argument;
    private final byte[] expected;
    private int registered;

    WampCalls(LoadRun run, CallDriver driver, CallShape shape, String procedure, boolean verify) {
        this.run = run;
        this.driver = driver;
        this.shape = shape;
        this.procedure = procedure;
        this.verify = verify;
        argument = Payload.text(shape.payload);
        expected = argument.getBytes(StandardCharsets.US_ASCII);
    }

    /** Connects everybody, registers the procedure, hands the callers to the driver. */
    void prepare(Format callees) {
        register(callees);
        connectCallers();
    }

    private void register(Format format) {
        Template yield = Template.of(format, MessageType.YIELD, Map.of(), List.of(argument));
        Map<String, Object> options = shape.callees > 1 ? Map.of("invoke", "roundrobin") : Map.of();
        for (Session callee : SessionGroup.open(run, format, shape.callees)) {
            callee.receiver((type, body) -> serve(callee, type, body, yield));
            callee.send(MessageType.REGISTER, callee.nextId(), options, procedure);
        }
        run.await("register", () -> registered == shape.callees);
    }

    private void serve(Session callee, int type, Cursor body, Template yield) {
        switch (type) {
            case MessageType.INVOCATION -> callee.send(yield, callee.number(body));
            case MessageType.REGISTERED -> registered++;
            case MessageType.ERROR -> run.errors().add("callee: " + body.text());
            default -> {}
        }
    }

    private void connectCallers() {
        Format format = run.options().format();
        Template call =
                Template.of(format, MessageType.CALL, Map.of(), procedure, List.of(argument));
        for (Session session : SessionGroup.open(run, format, shape.callers)) {
            Caller caller = driver.add(() -> session.request(call));
            session.receiver((type, body) -> answered(session, caller, type, body));
        }
    }

    private void answered(Session session, Caller caller, int type, Cursor body) {
        if (type == MessageType.RESULT) {
            long id = session.number(body);
            if (verify && body.after(expected) < 0) {
                run.errors().add("payload is not in the result: " + body.text());
            }
            driver.answered(caller, id);
        } else if (type == MessageType.ERROR) {
            run.errors().add(body.text());
            driver.answered(caller, session.failedRequest(body));
        }
    }
}
