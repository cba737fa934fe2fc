// With io.crossbar.autobahn:autobahn-java:20.6.1 on the class path: java Hello.java
// [ws://127.0.0.1:18080/ws]
import io.crossbar.autobahn.wamp.Client;
import io.crossbar.autobahn.wamp.Session;
import io.crossbar.autobahn.wamp.types.InvocationDetails;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

public class Hello {
    public static void main(String... arguments) throws Exception {
        String url = arguments.length > 0 ? arguments[0] : "ws://127.0.0.1:18080/ws";
        // Calls back on the thread that receives: on another, it may miss the answer to HELLO.
        Session session = new Session(Runnable::run);
        var left = new CompletableFuture<String>();
        session.addOnJoinListener((joined, details) -> greet(joined));
        session.addOnLeaveListener((leaving, details) -> left.complete(details.reason));
        new Client(session, url, "realm1").connect();
        left.get();
        System.exit(0);
    }

    private static void greet(Session session) {
        session.register("com.example.add", Hello::add)
                .thenCompose(
                        registered -> session.call("com.example.add", List.of(2, 3), Integer.class))
                .thenAccept(sum -> System.out.println("2 + 3 = " + sum))
                .whenComplete((done, failure) -> session.leave());
    }

    private static int add(
            List<Integer> args, Map<String, Object> names, InvocationDetails details) {
        return args.get(0) + args.get(1);
    }
}
