package io.patchbay.api.management;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.Collection;

/**
 * Offers procedures that manage something, in every realm. Registered as a service; comes and goes
 * at any time.
 */
@ConsumerType
public interface ManagementProcedures {
    /** Always the same. Of several procedures of one name the one that came first is called. */
    Collection<ManagementProcedure> procedures();
}
