import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericArray;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;

/**
 * Generic values as JSON that loses nothing, which Avro's own JSON encoding does not promise: long as decimal text,
 * float and double as the digits of their bits, bytes and fixed as hex, a map as its entries, a record as its fields
 * in order, a union as [branch, value].
 */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final HexFormat HEX = HexFormat.of();

    static Object fromJson(Schema schema, JsonNode json) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> json.booleanValue();
            case INT -> json.intValue();
            case LONG -> Long.parseLong(json.textValue());
            case FLOAT -> Float.intBitsToFloat(Integer.parseUnsignedInt(json.textValue(), 16));
            case DOUBLE -> Double.longBitsToDouble(Long.parseUnsignedLong(json.textValue(), 16));
            case STRING -> json.textValue();
            case BYTES -> ByteBuffer.wrap(HEX.parseHex(json.textValue()));
            case FIXED -> new GenericData.Fixed(schema, HEX.parseHex(json.textValue()));
            case ENUM -> new GenericData.EnumSymbol(schema, json.textValue());
            case ARRAY -> toArray(schema, json);
            case MAP -> toMap(schema, json);
            case UNION -> fromJson(schema.getTypes().get(json.get(0).intValue()), json.get(1));
            case RECORD -> toRecord(schema, json);
        };
    }

    private static GenericArray<Object> toArray(Schema schema, JsonNode json) {
        List<Object> elements = new ArrayList<>();
        for (JsonNode element : json) elements.add(fromJson(schema.getElementType(), element));
        return new GenericData.Array<>(schema, elements);
    }

    private static Map<String, Object> toMap(Schema schema, JsonNode json) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (JsonNode entry : json) map.put(entry.get(0).textValue(), fromJson(schema.getValueType(), entry.get(1)));
        return map;
    }

    private static IndexedRecord toRecord(Schema schema, JsonNode json) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), fromJson(field.schema(), json.get(field.pos())));
        }
        return record;
    }

    static JsonNode toJson(Schema schema, Object value) {
        return switch (schema.getType()) {
            case NULL -> JSON.nullNode();
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            case INT -> JSON.numberNode((Integer) value);
            case LONG -> JSON.textNode(Long.toString((Long) value));
            case FLOAT -> JSON.textNode(String.format("%08x", Float.floatToRawIntBits((Float) value)));
            case DOUBLE -> JSON.textNode(String.format("%016x", Double.doubleToRawLongBits((Double) value)));
            case STRING, ENUM -> JSON.textNode(value.toString());
            case BYTES -> JSON.textNode(toHex((ByteBuffer) value));
            case FIXED -> JSON.textNode(HEX.formatHex(((GenericFixed) value).bytes()));
            case ARRAY -> fromArray(schema, (List<?>) value);
            case MAP -> fromMap(schema, (Map<?, ?>) value);
            case UNION -> fromUnion(schema, value);
            case RECORD -> fromRecord(schema, (IndexedRecord) value);
        };
    }

    private static String toHex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HEX.formatHex(bytes);
    }

    private static ArrayNode fromArray(Schema schema, List<?> elements) {
        ArrayNode json = JSON.arrayNode();
        for (Object element : elements) json.add(toJson(schema.getElementType(), element));
        return json;
    }

    private static ArrayNode fromMap(Schema schema, Map<?, ?> map) {
        ArrayNode json = JSON.arrayNode();
        map.forEach((key, value) ->
                json.addArray().add(key.toString()).add(toJson(schema.getValueType(), value)));
        return json;
    }

    private static ArrayNode fromUnion(Schema schema, Object value) {
        int branch = GenericData.get().resolveUnion(schema, value);
        return JSON.arrayNode().add(branch).add(toJson(schema.getTypes().get(branch), value));
    }

    private static ArrayNode fromRecord(Schema schema, IndexedRecord record) {
        ArrayNode json = JSON.arrayNode();
        for (Schema.Field field : schema.getFields()) json.add(toJson(field.schema(), record.get(field.pos())));
        return json;
    }
}
