import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** What a contender is told, as contender.ts says. Credentials are the SDK's own variables. */
record Job(String brokers, String topic, String groupId, String tableEndpoint, String tableName,
        String registryEndpoint, String region) {

    static Job parse(String json) throws Exception {
        JsonNode job = new ObjectMapper().readTree(json);
        return new Job(job.get("brokers").asText(), job.get("topic").asText(), job.get("groupId").asText(),
                job.get("tableEndpoint").asText(), job.get("tableName").asText(),
                job.get("registryEndpoint").asText(), job.get("region").asText());
    }

    /** Of the official deserializer. */
    Map<String, Object> registryProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("region", region);
        properties.put("endpoint", registryEndpoint);
        properties.put("avroRecordType", "GENERIC_RECORD");
        return properties;
    }

    Map<String, Object> consumerProperties() {
        Map<String, Object> properties = registryProperties();
        properties.put("bootstrap.servers", brokers);
        properties.put("group.id", groupId);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        properties.put("value.deserializer",
                "com.amazonaws.services.schemaregistry.deserializers.GlueSchemaRegistryKafkaDeserializer");
        return properties;
    }
}
