import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.dynamodb.sink.DynamoDbSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Source and sink chained into one task in an embedded mini cluster, a checkpoint a second, the sink's own defaults. */
public final class FlinkPipeline {
    private static final long CHECKPOINT_INTERVAL_MS = 1000;

    public static void main(String[] arguments) throws Exception {
        Job job = Job.parse(arguments[0]);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        environment.getConfig().enableObjectReuse();
        environment.enableCheckpointing(CHECKPOINT_INTERVAL_MS);
        environment
                .fromSource(createSource(job), WatermarkStrategy.noWatermarks(), "topic")
                .sinkTo(createSink(job));
        environment.execute();
    }

    private static KafkaSource<byte[]> createSource(Job job) {
        return KafkaSource.<byte[]>builder()
                .setBootstrapServers(job.brokers())
                .setTopics(job.topic())
                .setGroupId(job.groupId())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new Frames())
                .build();
    }

    private static DynamoDbSink<byte[]> createSink(Job job) {
        Properties client = new Properties();
        client.put("aws.region", job.region());
        client.put("aws.endpoint", job.tableEndpoint());
        client.put("aws.credentials.provider", "ENV_VAR");
        // Its default is HTTP/2, which without TLS no endpoint of a table speaks.
        client.put("aws.http.protocol.version", "HTTP1_1");
        return DynamoDbSink.<byte[]>builder()
                .setTableName(job.tableName())
                .setElementConverter(new FrameToWrite(job.topic(), job.registryProperties()))
                // Without it two writes of one key in a batch are refused.
                .setOverwriteByPartitionKeys(List.of("deviceId", "timestamp"))
                .setDynamoDbProperties(client)
                .build();
    }

    private static final class Frames extends AbstractDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] deserialize(byte[] frame) {
            return frame;
        }
    }
}
