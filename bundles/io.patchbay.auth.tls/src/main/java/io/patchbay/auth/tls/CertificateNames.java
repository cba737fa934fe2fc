package io.patchbay.auth.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whom a certificate names. */
final class CertificateNames {
    /** E-mail address, host name and URI, as RFC 5280 numbers them. */
    private static final Set<Integer> KINDS = Set.of(1, 2, 6);

    private CertificateNames() {}

    /** The common name of its subject, and then its alternative names. */
    static List<String> of(X509Certificate certificate) {
        var names = new ArrayList<String>();
        addCommonNames(certificate, names);
        addAlternativeNames(certificate, names);
        return names;
    }

    private static void addCommonNames(X509Certificate certificate, List<String> names) {
        try {
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            for (Rdn part : subject.getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")
                        && part.getValue() instanceof String name) {
                    names.add(name);
                }
            }
        } catch (InvalidNameException e) {
            throw new IllegalStateException(e); // what that class writes, this one reads
        }
    }

    private static void addAlternativeNames(X509Certificate certificate, List<String> names) {
        Collection<List<?>> alternatives;
        try {
            alternatives = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return; // it names nobody that way
        }
        if (alternatives != null) {
            for (List<?> one : alternatives) {
                if (one.get(0) instanceof Integer kind
                        && KINDS.contains(kind)
                        && one.get(1) instanceof String name) {
                    names.add(name);
                }
            }
        }
    }
}
