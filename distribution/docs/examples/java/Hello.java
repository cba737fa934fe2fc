// With io.crossbar.autobahn:autobahn-java:20.6.1 on the class path: java Hello.java
// [ws://127.0.0.1:18080/ws]
import io.crossbar.autobahn.wamp.Client;
import io.crossbar.autobahn.wamp.Session;
import io.crossbar.autobahn.wamp.types.ExitInfo;
import io.crossbar.autobahn.wamp.types.InvocationDetails;

import java.util.List;

public class Hello {
    public static void main(String... arguments) throws Exception {
        String url = arguments.length > 0 ? arguments[0] : "ws://127.0.0.1:18080/ws";
        // Calls back on the thread that receives: on another, it may miss the answer to HELLO.
        Session session = new Session(Runnable::run);
        session.addOnJoinListener((joined, details) -> greet(joined));
        ExitInfo exit = new Client(session, url, "realm1").connect().get();
        System.exit(exit.code);
    }

    private static void greet(Session session) {
        session.register(
                        "com.example.add",
                        (Integer a, Integer b, InvocationDetails details) -> a + b)
                .thenCompose(
                        registered -> session.call("com.example.add", List.of(2, 3), Integer.class))
                .thenAccept(sum -> System.out.println("2 + 3 = " + sum))
                .thenRun(session::leave);
    }
}
