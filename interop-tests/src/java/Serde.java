import com.amazonaws.services.schemaregistry.deserializers.GlueSchemaRegistryKafkaDeserializer;
import com.amazonaws.services.schemaregistry.serializers.GlueSchemaRegistryKafkaSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;

/** The two calls: `write` (a value of a definition to a frame) and `read` (a frame to its value). */
final class Serde {
    private static final HexFormat HEX = HexFormat.of();

    /** One per configuration and pinned id, as an application has one: each has a client and a cache of its own. */
    private final Map<String, GlueSchemaRegistryKafkaSerializer> serializers = new HashMap<>();
    private final Map<JsonNode, GlueSchemaRegistryKafkaDeserializer> deserializers = new HashMap<>();

    void call(JsonNode request, ObjectNode answer) {
        switch (request.get("call").textValue()) {
            case "write" -> write(request, answer);
            case "read" -> read(request, answer);
            default -> throw new IllegalArgumentException("unknown call");
        }
    }

    private void write(JsonNode request, ObjectNode answer) {
        JsonNode configuration = request.get("configuration");
        JsonNode pinnedId = request.path("schemaVersionId");
        GlueSchemaRegistryKafkaSerializer serializer = serializers.computeIfAbsent(
                configuration + pinnedId.toString(),
                key -> pinnedId.isTextual()
                        ? new GlueSchemaRegistryKafkaSerializer(toMap(configuration), UUID.fromString(pinnedId.textValue()))
                        : new GlueSchemaRegistryKafkaSerializer(toMap(configuration)));
        answer.put("frame", toHex(serializer.serialize(request.get("topic").textValue(), toValue(request))));
    }

    private static Object toValue(JsonNode request) {
        if (request.get("definition").isNull()) return null;
        Schema schema = new Schema.Parser().parse(request.get("definition").textValue());
        return Values.fromJson(schema, request.get("value"));
    }

    private void read(JsonNode request, ObjectNode answer) {
        JsonNode configuration = request.get("configuration");
        GlueSchemaRegistryKafkaDeserializer deserializer = deserializers.computeIfAbsent(
                configuration, key -> new GlueSchemaRegistryKafkaDeserializer(toMap(configuration)));
        JsonNode frame = request.get("frame");
        Object value = deserializer.deserialize(
                request.get("topic").textValue(), frame.isNull() ? null : HEX.parseHex(frame.textValue()));
        if (value == null) {
            answer.putNull("definition");
            return;
        }
        Schema schema = ((GenericContainer) value).getSchema();
        answer.put("definition", schema.toString());
        answer.set("value", Values.toJson(schema, value));
    }

    private static String toHex(byte[] bytes) {
        return bytes == null ? null : HEX.formatHex(bytes);
    }

    /** Text stays text, an object becomes the HashMap that the client casts metadata and tags to. */
    private static Map<String, Object> toMap(JsonNode configuration) {
        Map<String, Object> map = new HashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> entries = configuration.fields(); entries.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = entries.next();
            JsonNode value = entry.getValue();
            map.put(entry.getKey(), value.isObject() ? toMap(value) : value.asText());
        }
        return map;
    }
}
