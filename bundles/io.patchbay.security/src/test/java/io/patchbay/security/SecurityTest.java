package io.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

class SecurityTest {
    @TempDir Path base;

    private final MemoryStore store = new MemoryStore();

    private Security security() throws Exception {
        Path etc = Files.createDirectories(base.resolve("etc"));
        Files.writeString(
                etc.resolve("realms.json"),
                """
                [{"uri": "com.realm", "authmethods": ["wamp-scram"],
                  "sources": [{"usernames": "all", "authmethod": "wamp-scram", "cidr": "0.0.0.0/0"}]}]
                """);
        return new Security(context(), Map.of(), store);
    }

    private BundleContext context() {
        return (BundleContext)
                Proxy.newProxyInstance(
                        BundleContext.class.getClassLoader(),
                        new Class<?>[] {BundleContext.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getProperty") ? base.toString() : null);
    }

    /** The realms that it tells. */
    private static Map<String, RealmGuard> realms(Security security) {
        var realms = new HashMap<String, RealmGuard>();
        security.watch(
                        new RealmDirectory.Listener() {
                            @Override
                            public void all(Collection<RealmGuard> all) {
                                all.forEach(guard -> realms.put(guard.uri().toString(), guard));
                            }

                            @Override
                            public void changed(RealmGuard realm) {}

                            @Override
                            public void removed(RealmGuard realm) {}
                        })
                .close();
        return realms;
    }

    private static byte[] salt(Security security, String nobody) {
        return realms(security)
                .get("com.realm")
                .login(nobody, TestClient.from(InetAddress.getLoopbackAddress()))
                .principal("wamp-scram", 1, Dict.EMPTY)
                .toCompletableFuture()
                .join()
                .scram()
                .salt();
    }

    @Test
    void itIsReadyOnceThereIsAnAdministrator() throws Exception {
        Security security = security();
        assertThat(security.waitingFor()).contains("the first administrator is not there yet");
        assertThat(realms(security)).containsOnlyKeys("com.realm");

        await().until(() -> security.waitingFor().isEmpty());

        assertThat(realms(security)).containsOnlyKeys("com.realm", "com.leapsight.bondy");
        security.deactivate();
        Security again = security();
        assertThat(again.waitingFor()).isEmpty();
        again.deactivate();
    }

    @Test
    void theSaltsOfUsersThatThereAreNotStayOverARestart() throws Exception {
        Security security = security();
        byte[] salt = salt(security, "nobody");
        assertThat(salt(security, "nobody")).isEqualTo(salt);
        assertThat(salt(security, "no-one")).isNotEqualTo(salt);
        security.deactivate();

        Security again = security();

        assertThat(salt(again, "nobody")).isEqualTo(salt);
        again.deactivate();
    }
}
