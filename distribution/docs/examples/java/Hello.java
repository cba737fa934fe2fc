// With io.crossbar.autobahn:autobahn-java:20.6.1 on the class path: java Hello.java [ws://127.0.0.1:18080/ws]
import io.crossbar.autobahn.wamp.Client;
import io.crossbar.autobahn.wamp.Session;
import io.crossbar.autobahn.wamp.types.PublishOptions;
import java.util.List;

public class Hello {
    public static void main(String... arguments) throws Exception {
        String url = arguments.length > 0 ? arguments[0] : "ws://127.0.0.1:18080/ws";
        Session session = new Session();
        session.addOnJoinListener((joined, details) -> greet(joined));
        new Client(session, url, "realm1").connect().get();
    }

    private static void greet(Session session) {
        session.register("com.example.add", (List<Object> args, io.crossbar.autobahn.wamp.types.InvocationDetails details) ->
                        java.util.concurrent.CompletableFuture.completedFuture(
                                new io.crossbar.autobahn.wamp.types.InvocationResult(
                                        ((Number) args.get(0)).intValue() + ((Number) args.get(1)).intValue())))
                .thenCompose(registered -> session.call("com.example.add", Integer.class, 2, 3))
                .thenAccept(sum -> System.out.println("2 + 3 = " + sum))
                .thenRun(session::leave);
    }
}
