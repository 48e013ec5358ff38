import com.amazonaws.services.schemaregistry.deserializers.GlueSchemaRegistryKafkaDeserializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.dynamodb.sink.DynamoDbWriteRequest;
import org.apache.flink.connector.dynamodb.sink.DynamoDbWriteRequestType;

/** Decoding is part of the sink, so that what travels through Flink are the frames' bytes. */
final class FrameToWrite implements ElementConverter<byte[], DynamoDbWriteRequest> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final HashMap<String, Object> registryProperties;
    private transient GlueSchemaRegistryKafkaDeserializer deserializer;

    FrameToWrite(String topic, Map<String, Object> registryProperties) {
        this.topic = topic;
        this.registryProperties = new HashMap<>(registryProperties);
    }

    @Override
    public void open(Sink.InitContext context) {
        deserializer = new GlueSchemaRegistryKafkaDeserializer(registryProperties);
    }

    @Override
    public DynamoDbWriteRequest apply(byte[] frame, SinkWriter.Context context) {
        GenericRecord event = (GenericRecord) deserializer.deserialize(topic, frame);
        return DynamoDbWriteRequest.builder()
                .setType(DynamoDbWriteRequestType.PUT)
                .setItem(Items.toItem(event))
                .build();
    }
}
