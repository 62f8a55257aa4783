package dev.bckd.testing;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A real S3 server, S3Proxy with its objects in memory, in a process of its own. */
public final class S3Server implements AutoCloseable {
  private static final String NAME = "tester";
  private static final String SECRET = "not-a-secret";
  private static final int TRIES = 600;

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it; it answers when this returns. */
  public static S3Server start(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Path configuration =
        Files.writeString(
            folder.resolve("s3proxy.conf"),
            """
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            s3proxy.endpoint=http://127.0.0.1:%d
            jclouds.provider=transient-nio2
            jclouds.identity=unused
            jclouds.credential=unused
            """
                .formatted(NAME, SECRET, port));
    Path jar = ProgramRun.projectRoot().resolve("target/s3proxy/s3proxy.jar");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-jar",
                    jar.toString(),
                    "--properties",
                    configuration.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    S3Server server = new S3Server(process, port);
    server.awaitAnswer();
    return server;
  }

  /** Where it answers. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What a program must find in its environment to use it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint().toString(),
        "AWS_ACCESS_KEY_ID", NAME,
        "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /** Lets this process use it, too. */
  public void takeCredentials() {
    System.setProperty("aws.accessKeyId", NAME);
    System.setProperty("aws.secretAccessKey", SECRET);
  }

  /** Makes a bucket. */
  public void bucket(String name) {
    try (S3Client client = client()) {
      client.createBucket(ask -> ask.bucket(name));
    }
  }

  /** Puts a file there, without any code of ours. */
  public URI put(String bucket, String key, Path file) {
    try (S3Client client = client()) {
      client.putObject(ask -> ask.bucket(bucket).key(key), file);
    }
    return URI.create("s3://" + bucket + "/" + key);
  }

  /** The keys of a bucket. */
  public List<String> keys(String bucket) {
    try (S3Client client = client()) {
      return client.listObjectsV2(ask -> ask.bucket(bucket)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  private S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint())
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(NAME, SECRET)))
        .build();
  }

  /** Stops it at once. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswer() throws InterruptedException {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      if (answers()) {
        return;
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    close();
    throw new IllegalStateException("the S3 server did not start");
  }

  private boolean answers() {
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint().toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
