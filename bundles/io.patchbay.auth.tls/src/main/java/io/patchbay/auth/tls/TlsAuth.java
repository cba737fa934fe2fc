package io.patchbay.auth.tls;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.api.session.Identity;

import org.osgi.service.component.annotations.Component;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Believes the certificate that the client's TLS connection was made with. Which ones are good, the
 * listener decides ({@code tls.client.ca.file}).
 */
@Component(immediate = true)
@WampAuthMethod(method = "tls")
public final class TlsAuth implements AuthMethod {
    @Override
    public Conversation begin(AuthRequest request) {
        return Conversation.over(outcome(request));
    }

    private static AuthOutcome outcome(AuthRequest request) {
        List<X509Certificate> chain = request.connection().peerCertificates();
        if (chain.isEmpty()) {
            return new AuthOutcome.Unproven();
        }
        return user(CertificateNames.of(chain.get(0)), request)
                .<AuthOutcome>map(name -> new AuthOutcome.Accepted(Identity.ofUser(name, "tls")))
                .orElseGet(AuthOutcome.Unproven::new);
    }

    /** Who says nothing is whom the certificate names first. */
    private static Optional<String> user(List<String> names, AuthRequest request) {
        if (!request.details().has("authid")) {
            return names.stream().findFirst();
        }
        String username = request.principal().username();
        return names.stream().anyMatch(username::equalsIgnoreCase)
                ? Optional.of(username)
                : Optional.empty();
    }
}
