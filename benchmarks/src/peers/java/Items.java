import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A record's event as an item; nulls are left out. */
final class Items {
    static Map<String, AttributeValue> toItem(GenericRecord event) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (Schema.Field field : event.getSchema().getFields()) {
            Object value = event.get(field.pos());
            if (value instanceof Number number) {
                item.put(field.name(), AttributeValue.fromN(number.toString()));
            } else if (value != null) {
                item.put(field.name(), AttributeValue.fromS(value.toString()));
            }
        }
        return item;
    }

    static String toKey(Map<String, AttributeValue> item) {
        return item.get("deviceId").s() + " " + item.get("timestamp").s();
    }
}
