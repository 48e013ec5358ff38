import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The official client, driven by JSON lines: a request on stdin, its answer with the same `id` on stdout. Ends when
 * stdin does, also in the middle of a call that never returns: reading and calling are two threads.
 */
public final class JavaPeer {
    // Lone surrogates are values here, and UTF-8 cannot carry them unescaped.
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true);

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        // Whatever else prints would be taken for an answer.
        System.setOut(System.err);
        ExecutorService calls = Executors.newSingleThreadExecutor();
        Serde serde = new Serde();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode request = JSON.readTree(line);
            calls.execute(() -> answers.println(answer(serde, request)));
        }
        Runtime.getRuntime().halt(0);
    }

    private static String answer(Serde serde, JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            serde.call(request, answer);
        } catch (Throwable failure) {
            answer.removeAll();
            for (Throwable each = failure; each != null; each = each.getCause()) {
                answer.withArray("failure").addObject()
                        .put("class", each.getClass().getName())
                        .put("message", each.getMessage());
            }
        }
        answer.set("id", request.get("id"));
        return write(answer);
    }

    private static String write(ObjectNode answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (Exception unexpected) {
            throw new IllegalStateException("an answer is not JSON", unexpected);
        }
    }
}
