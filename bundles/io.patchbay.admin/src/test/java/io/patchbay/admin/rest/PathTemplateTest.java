package io.patchbay.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class PathTemplateTest {
    private final PathTemplate template = new PathTemplate("/realms/{realm}/users/{user}");

    @Test
    void whatVariesIsKnownByName() {
        assertThat(template.names()).containsExactly("realm", "user");
        assertThat(template.match("/realms/com.acme/users/joe"))
                .contains(Map.of("realm", "com.acme", "user", "joe"));
    }

    @Test
    void anotherPathDoesNotMatch() {
        for (String path :
                new String[] {
                    "/realms/com.acme/users",
                    "/realms/com.acme/users/",
                    "/realms/com.acme/groups/joe",
                    "/realms//users/joe",
                    "/realms/com.acme/users/joe/grants",
                    "realms/com.acme/users/joe",
                    ""
                }) {
            assertThat(template.match(path)).as(path).isEmpty();
        }
    }
}
