import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes what it is given, 25 items a request, and returns when all of it is stored. */
final class BatchWriter {
    private static final int BATCH_ITEMS = 25;
    private static final long RETRY_MS = 50;

    private final DynamoDbClient table;
    private final String tableName;

    BatchWriter(DynamoDbClient table, String tableName) {
        this.table = table;
        this.tableName = tableName;
    }

    static DynamoDbClient createClient(Job job) {
        return DynamoDbClient.builder()
                .region(Region.of(job.region()))
                .endpointOverride(URI.create(job.tableEndpoint()))
                .build();
    }

    void write(List<Map<String, AttributeValue>> items) throws InterruptedException {
        for (int from = 0; from < items.size(); from += BATCH_ITEMS) {
            writeBatch(items.subList(from, Math.min(from + BATCH_ITEMS, items.size())));
        }
    }

    /** BatchWriteItem refuses two writes of one key in a request, and the later one is what has to be left. */
    private void writeBatch(List<Map<String, AttributeValue>> items) throws InterruptedException {
        Map<String, WriteRequest> latest = new LinkedHashMap<>();
        for (Map<String, AttributeValue> item : items) {
            latest.put(Items.toKey(item), WriteRequest.builder().putRequest(put -> put.item(item)).build());
        }
        List<WriteRequest> left = new ArrayList<>(latest.values());
        while (true) {
            BatchWriteItemRequest request =
                    BatchWriteItemRequest.builder().requestItems(Map.of(tableName, left)).build();
            left = table.batchWriteItem(request).unprocessedItems().getOrDefault(tableName, List.of());
            if (left.isEmpty()) return;
            Thread.sleep(RETRY_MS);
        }
    }
}
