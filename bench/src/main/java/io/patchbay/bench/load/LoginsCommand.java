package io.patchbay.bench.load;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;

@Command(
        name = "logins",
        description = "Clients that join and go, over and over; an operation is one login.")
final class LoginsCommand implements Callable<Integer> {
    @Mixin private LoadOptions options = new LoadOptions();

    @Option(
            names = "--at-once",
            defaultValue = "8",
            description = "logins under way; default: ${DEFAULT-VALUE}")
    private int atOnce;

    @Override
    public Integer call() {
        return options.run("logins", run -> new Logins(run).measure(atOnce));
    }

    /** As many at a time; the next one begins when one has joined. */
    private static final class Logins implements Session.Events {
        private final LoadRun run;
        private boolean over;

        Logins(LoadRun run) {
            this.run = run;
        }

        void measure(int atOnce) {
            run.report().put("at_once", atOnce);
            for (int i = 0; i < atOnce; i++) {
                begin(i);
            }
            run.loop().runUntil(System.nanoTime() + run.options().warmupNanos());
            run.measurement().start();
            run.loop().runUntil(System.nanoTime() + run.options().measuredNanos());
            run.measurement().stop();
            over = true;
            run.measurement().report(run.report(), "logins");
        }

        private void begin(int index) {
            LoadOptions options = run.options();
            try {
                Session.open(
                        run.loop(),
                        run.target(),
                        null,
                        index,
                        options.format(),
                        options.realm(),
                        options.applicant(),
                        this);
            } catch (IOException e) {
                throw new LoadFailure("login " + index + ": " + e.getMessage());
            }
        }

        @Override
        public void joined(Session session) {
            run.measurement().done(session.beganNanos(), System.nanoTime());
            session.leave();
            if (!over) {
                begin(session.index());
            }
        }

        /** It would be refused again. */
        @Override
        public void failed(String reason) {
            throw new LoadFailure("a login failed: " + reason);
        }
    }
}
