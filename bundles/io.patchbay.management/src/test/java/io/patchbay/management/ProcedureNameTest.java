package io.patchbay.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcedureNameTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "bondy.user.add, user.add",
        "com.bondy.user.add, user.add",
        "com.leapsight.bondy.user.add, user.add",
        "bondy.security.add_user, user.add",
        "bondy.security.find_user, user.get",
        "bondy.security.list_users, user.list",
        "bondy.security.update_group, group.update",
        "bondy.security.change_password, user.change_password",
        "bondy.security.create_realm, realm.create",
        "bondy.security.is_enabled, realm.security.is_enabled",
        "com.leapsight.bondy.security.status, realm.security.status",
        "bondy.api_gateway.lookup, http_gateway.api.get",
        "bondy.api_gateway.add_client, oauth2.client.add",
        "bondy.api_gateway.fetch_resource_owner, oauth2.resource_owner.get",
        "bondy.api_gateway.list_clients, oauth2.client.list",
        "bondy.api_gateway.list_resource_owners, oauth2.resource_owners.list",
        "bondy.oauth2.revoke_token, oauth2.token.revoke",
        "bondy.callee.list, registration.callee.list",
        "bondy.security.nothing, nothing",
        "bondy., ''"
    })
    void aProcedureHasTheNameThatItHasToday(String uri, String name) {
        assertThat(ProcedureName.of(uri)).hasValue(name);
    }

    @Test
    void whatHasAnotherPrefixIsNoProcedure() {
        assertThat(ProcedureName.of("wamp.session.count")).isEmpty();
        assertThat(ProcedureName.of("bondyard.user.add")).isEmpty();
    }
}
