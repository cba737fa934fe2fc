package io.patchbay.security;

import io.patchbay.api.config.Settings;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.login.Gate;
import io.patchbay.security.login.RequestedRealms;
import io.patchbay.security.oauth.OAuthSettings;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.password.RecentPasswords;
import io.patchbay.security.ticket.TicketSettings;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator configured.
 *
 * @param realmsFile relative to the base folder
 * @param adminPasswordFile likewise
 */
record SecuritySettings(
        Path realmsFile,
        Optional<Path> adminPasswordFile,
        Passwords.Bounds passwords,
        RecentPasswords.Bounds recentPasswords,
        Gate.Failures failures,
        RequestedRealms.Bounds requestedRealms,
        Procedures.Bounds procedures,
        Arbiter.Memory memory,
        TicketSettings tickets,
        OAuthSettings tokens) {
    private static final int MOST_THREADS = 1024;
    private static final int MOST = 10_000_000;
    private static final int MOST_REQUESTED = 100_000;
    private static final int MOST_RECENT = 100_000;
    private static final int LONGEST_RECENT_S = 60;

    /**
     * Reads them.
     *
     * @throws io.patchbay.api.config.InvalidSetting if something is not as expected
     */
    static SecuritySettings of(Map<String, ?> properties) {
        Settings settings = Settings.of(Security.PID, Security.Config.class, properties);
        return new SecuritySettings(
                settings.path("realms.file")
                        .orElseThrow(() -> settings.invalid("realms.file", "a path")),
                settings.path("admin.password.file"),
                new Passwords.Bounds(
                        threads(settings.integer("passwords.threads", 0, MOST_THREADS)),
                        settings.integer("passwords.waiting", 1, MOST)),
                new RecentPasswords.Bounds(
                        settings.integer("passwords.recent.max", 0, MOST_RECENT),
                        settings.integer("passwords.recent.s", 1, LONGEST_RECENT_S)),
                new Gate.Failures(
                        settings.integer("failures.address", 0, MOST),
                        settings.integer("failures.authid", 0, MOST),
                        settings.integer("failures.wait.s", 1, MOST),
                        settings.integer("failures.remembered", 1, MOST)),
                new RequestedRealms.Bounds(
                        settings.flag("realms.auto.create"),
                        realm(settings),
                        settings.integer("realms.auto.max", 1, MOST_REQUESTED),
                        settings.integer("realms.auto.address.max", 1, MOST_REQUESTED)),
                new Procedures.Bounds(
                        settings.integer("dynamic.calls.max", 1, MOST),
                        settings.integer("dynamic.timeout.ms", 1, MOST)),
                new Arbiter.Memory(
                        settings.integer("dynamic.answers.max", 1, MOST),
                        settings.integer("dynamic.answers.s", 0, MOST)),
                new TicketSettings(
                        ticketMethods(settings),
                        settings.integer("ticket.lifetime.s", 1, MOST),
                        settings.integer("ticket.user.max", 1, MOST)),
                new OAuthSettings(
                        settings.integer("oauth2.access.lifetime.s", 1, MOST),
                        settings.integer("oauth2.refresh.lifetime.s", 1, MOST),
                        settings.integer("oauth2.user.max", 1, MOST)));
    }

    private static Optional<Uri> realm(Settings settings) {
        String text = settings.text("realms.auto.prototype").toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && !Uri.of(text).isValid(UriRule.LOOSE)) {
            throw settings.invalid("realms.auto.prototype", "the URI of a realm");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(Uri.of(text));
    }

    private static Set<String> ticketMethods(Settings settings) {
        Set<String> methods = Set.copyOf(settings.list("ticket.authmethods"));
        if (methods.stream().anyMatch(TicketSettings.NEVER::contains)) {
            throw settings.invalid(
                    "ticket.authmethods",
                    "methods other than " + String.join(", ", new TreeSet<>(TicketSettings.NEVER)));
        }
        return methods;
    }

    private static int threads(int configured) {
        return configured == 0
                ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2)
                : configured;
    }
}
