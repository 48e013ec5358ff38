import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Polls, writes, commits, in one thread; `put` as the published examples do, or `batch`. */
public final class PlainConsumer {
    public static void main(String[] arguments) throws Exception {
        Job job = Job.parse(arguments[0]);
        boolean writesBatches = arguments[1].equals("batch");
        try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(job.consumerProperties());
                DynamoDbClient table = BatchWriter.createClient(job)) {
            BatchWriter writer = new BatchWriter(table, job.tableName());
            consumer.subscribe(List.of(job.topic()));
            while (true) {
                ConsumerRecords<String, GenericRecord> records = consumer.poll(Duration.ofMillis(500));
                if (records.isEmpty()) continue;
                List<Map<String, AttributeValue>> items = new ArrayList<>(records.count());
                for (ConsumerRecord<String, GenericRecord> record : records) items.add(Items.toItem(record.value()));
                if (writesBatches) {
                    writer.write(items);
                } else {
                    for (Map<String, AttributeValue> item : items) {
                        table.putItem(put -> put.tableName(job.tableName()).item(item));
                    }
                }
                consumer.commitSync();
            }
        }
    }
}
