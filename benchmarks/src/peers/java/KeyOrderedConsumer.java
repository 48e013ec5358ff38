import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Confluent's Parallel Consumer: keys in order, its default of 16 threads, 25 records a call, commits by itself. */
public final class KeyOrderedConsumer {
    private static final int BATCH_ITEMS = 25;

    public static void main(String[] arguments) throws Exception {
        Job job = Job.parse(arguments[0]);
        DynamoDbClient table = BatchWriter.createClient(job);
        BatchWriter writer = new BatchWriter(table, job.tableName());
        ParallelStreamProcessor<String, GenericRecord> processor = ParallelStreamProcessor.createEosStreamProcessor(
                ParallelConsumerOptions.<String, GenericRecord>builder()
                        .consumer(new KafkaConsumer<>(job.consumerProperties()))
                        .ordering(ProcessingOrder.KEY)
                        .batchSize(BATCH_ITEMS)
                        .build());
        processor.subscribe(List.of(job.topic()));
        processor.poll(context -> {
            List<Map<String, AttributeValue>> items =
                    context.stream().map(record -> Items.toItem(record.value())).toList();
            try {
                writer.write(items);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        new CountDownLatch(1).await();
    }
}
