package io.patchbay.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;

class ManagementCallTest {
    private static final Uri REALM = Uri.of("com.acme");

    private static ManagementCall call(Map<String, Object> arguments, Map<String, Object> kwargs) {
        var identity = new Identity("joe", "ops", "test", "test", Dict.EMPTY);
        return new ManagementCall(new Caller(REALM, identity, "denied"), REALM, arguments, kwargs);
    }

    private static ManagementCall with(Object argument) {
        return call(Map.of("a", argument), Map.of());
    }

    private static ManagementCall keyword(Object value) {
        return call(Map.of(), Map.of("limit", value));
    }

    private static void assertRefused(ThrowingCallable call, String error, String field) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WampFailure.class,
                        failure -> {
                            assertThat(failure.error()).hasToString("bondy.error." + error);
                            assertThat(failure.payload().kwargs())
                                    .containsEntry("code", error)
                                    .containsEntry("field", field);
                        });
    }

    @Test
    void whatIsThereIsRead() {
        assertThat(with("x").string("a")).isEqualTo("x");
        assertThat(with("x").strings("a")).containsExactly("x");
        assertThat(with(List.of("x", "y")).strings("a")).containsExactly("x", "y");
        assertThat(with(Map.of("k", List.of(1L))).dict("a")).isEqualTo(Map.of("k", List.of(1L)));
        assertThat(with("x").optionalString("b")).isNull();
        assertThat(with("x").flag("force")).isFalse();
        assertThat(keyword(5L).limit()).isEqualTo(5);
        assertThat(with("x").text("after", "none")).isEqualTo("none");
    }

    @Test
    void whatIsOfAnotherTypeIsNamed() {
        assertRefused(() -> with(1L).string("a"), "invalid_datatype", "a");
        assertRefused(() -> with(List.of(1L)).strings("a"), "invalid_datatype", "a");
        assertRefused(() -> with("x").dict("a"), "invalid_datatype", "a");
        assertRefused(() -> keyword("yes").flag("limit"), "invalid_datatype", "limit");
        assertRefused(() -> keyword("many").limit(), "invalid_datatype", "limit");
        assertRefused(() -> keyword(1L).text("limit", ""), "invalid_datatype", "limit");
    }

    @Test
    void whatCannotBeKeptAsJsonIsRefused() {
        Map<String, Object> nested = Map.of("list", List.of(Map.of("bytes", new byte[1])));

        assertRefused(() -> with(nested).dict("a"), "invalid_datatype", "a");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertRefused(() -> with("x").string("b"), "missing_required_value", "b");
        assertRefused(() -> with("x").dict("b"), "missing_required_value", "b");
    }

    @Test
    void aListThatIsTooLongForOneAnswerIsAskedForInParts() {
        List<String> entries = Collections.nCopies(with("x").limit(), "entry");

        assertRefused(() -> with("x").listed(entries), "missing_required_value", "limit");
        assertThat(with("x").listed(entries.subList(1, entries.size())).args()).hasSize(1);
        assertRefused(() -> keyword(10_001L).limit(), "invalid_value", "limit");
        assertRefused(() -> keyword(0L).limit(), "invalid_value", "limit");
    }
}
