import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/**
 * Does for a test what MSK does with an IAM token, which is a pre-signed URL in base64: checks its host, action and
 * times, and computes its signature anew with the secret of the session it names. Knows nothing of the signer's code.
 *
 * Options of the login module: region; sessions, a file with a line of "accessKeyId secret sessionToken
 * expiresAtMs arn" per session; verdicts, a file to which "accepted <hash of the token>" or "refused <reason>" is added;
 * clockOriginMs and clockFactor, for a world in which time passes faster.
 */
public class MskIamTokenVerifier implements AuthenticateCallbackHandler {
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SERVICE = "kafka-cluster";
  private static final long MAX_LIFETIME_SECONDS = 900;
  private static final long MAX_SKEW_MS = 60_000;
  private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private Map<String, ?> options;

  record Session(String secret, String token, long expiresAtMs, String arn) {}

  record Verified(String value, Long startTimeMs, long lifetimeMs, String principalName, Set<String> scope)
      implements OAuthBearerToken {}

  static class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String reason) {
      super(reason);
    }
  }

  @Override
  public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    options = entries.get(0).getOptions();
  }

  @Override
  public void close() {}

  @Override
  public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof OAuthBearerValidatorCallback validation) {
        validate(validation);
      } else if (!(callback instanceof OAuthBearerTokenCallback)) {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  private void validate(OAuthBearerValidatorCallback callback) {
    String reason = null;
    try {
      callback.token(verify(callback.tokenValue()));
    } catch (Refusal refusal) {
      reason = refusal.getMessage();
    } catch (Exception unreadable) {
      reason = "unreadable_token";
    }
    if (reason != null) callback.error(reason, null, null);
    writeVerdict(reason == null ? "accepted " + callback.tokenValue().hashCode() : "refused " + reason);
  }

  private synchronized void writeVerdict(String verdict) {
    try {
      Path file = Path.of((String) options.get("verdicts"));
      Files.writeString(file, verdict + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private OAuthBearerToken verify(String token) throws Exception {
    URI url = new URI(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
    TreeMap<String, String> query = readQuery(url.getRawQuery());
    String region = (String) options.get("region");
    check(url.getHost().equals("kafka." + region + ".amazonaws.com"), "wrong_host");
    check("kafka-cluster:Connect".equals(query.get("Action")), "wrong_action");
    check("AWS4-HMAC-SHA256".equals(query.get("X-Amz-Algorithm")), "wrong_algorithm");
    check("host".equals(query.get("X-Amz-SignedHeaders")), "wrong_headers");

    String[] credential = query.get("X-Amz-Credential").split("/", 2);
    String date = query.get("X-Amz-Date");
    String scope = date.substring(0, 8) + "/" + region + "/" + SERVICE + "/aws4_request";
    check(credential[1].equals(scope), "wrong_scope");
    Session session = findSession(credential[0]);
    check(session.token().equals(query.get("X-Amz-Security-Token")), "wrong_session_token");
    check(signature(session, query, url.getHost(), date, scope).equals(query.get("X-Amz-Signature")), "wrong_signature");

    long signedAtMs = Instant.from(AMZ_DATE.parse(date)).toEpochMilli();
    long lifetimeSeconds = Long.parseLong(query.get("X-Amz-Expires"));
    long expiresAtMs = Math.min(signedAtMs + lifetimeSeconds * 1000, session.expiresAtMs());
    check(lifetimeSeconds <= MAX_LIFETIME_SECONDS, "lifetime_too_long");
    check(signedAtMs <= nowMs() + MAX_SKEW_MS, "signed_in_the_future");
    check(expiresAtMs > nowMs(), "expired");
    long leftMs = Math.round((expiresAtMs - nowMs()) / factor());
    long realNowMs = System.currentTimeMillis();
    return new Verified(token, realNowMs, realNowMs + leftMs, session.arn(), Set.of());
  }

  private static void check(boolean holds, String otherwise) throws Refusal {
    if (!holds) throw new Refusal(otherwise);
  }

  private Session findSession(String accessKeyId) throws Exception {
    for (String line : Files.readAllLines(Path.of((String) options.get("sessions")))) {
      String[] fields = line.split(" ");
      if (fields[0].equals(accessKeyId)) {
        return new Session(fields[1], fields[2], Long.parseLong(fields[3]), fields[4]);
      }
    }
    throw new Refusal("unknown_session");
  }

  /** The user agent is added after signing. */
  private static String signature(Session session, TreeMap<String, String> query, String host, String date, String scope)
      throws Exception {
    StringBuilder canonicalQuery = new StringBuilder();
    for (Map.Entry<String, String> each : query.entrySet()) {
      if (each.getKey().equals("X-Amz-Signature") || each.getKey().equals("User-Agent")) continue;
      if (!canonicalQuery.isEmpty()) canonicalQuery.append('&');
      canonicalQuery.append(encode(each.getKey())).append('=').append(encode(each.getValue()));
    }
    String request = "GET\n/\n" + canonicalQuery + "\nhost:" + host + "\n\nhost\n" + EMPTY_SHA256;
    String hash = hex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + session.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) key = hmac(key, part);
    return hex(hmac(key, "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hash));
  }

  private static TreeMap<String, String> readQuery(String raw) {
    TreeMap<String, String> query = new TreeMap<>();
    for (String pair : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(decode(parts[0]), decode(parts[1]));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** RFC 3986: only letters, digits and "-._~" stay. */
  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      boolean stays = "-._~".indexOf(character) >= 0 || (character < 128 && Character.isLetterOrDigit(character));
      encoded.append(stays ? String.valueOf(character) : String.format("%%%02X", (int) character));
    }
    return encoded.toString();
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private double factor() {
    return Double.parseDouble((String) options.get("clockFactor"));
  }

  private long nowMs() {
    long originMs = Long.parseLong((String) options.get("clockOriginMs"));
    return originMs + Math.round((System.currentTimeMillis() - originMs) * factor());
  }
}
