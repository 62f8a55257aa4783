package dev.bckd.model.s3;

import dev.bckd.model.BadInputException;
import dev.bckd.model.UnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The client of an S3 store, made when it is first used, and what its refusals mean.
 *
 * <p>Credentials and region come from where AWS' programs look for them: environment, profile,
 * container, instance. At an endpoint of one's own, buckets are part of the path, the region is
 * {@code us-east-1} unless something is said, and checksums are sent where the interface demands
 * them only: not every store knows the newer ones.
 */
public final class S3Access {
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<Integer> MAY_PASS = Set.of(408, 412, 429);
  private static final Set<String> CODES_THAT_PASS =
      Set.of("ExpiredToken", "RequestTimeout", "RequestTimeTooSkewed", "SlowDown");

  private final Optional<URI> endpoint;
  private @Nullable S3Client client;

  /**
   * @param endpoint of a store that is not AWS'
   */
  public S3Access(Optional<URI> endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Asks the store.
   *
   * @param place for messages
   * @throws BadInputException if it refuses, and will again
   * @throws UnavailableException if it cannot be reached, is busy or has a fault
   */
  <T> T ask(Place place, Function<S3Client, T> question) {
    try {
      return question.apply(client());
    } catch (AwsServiceException e) {
      throw refused(place, e);
    } catch (SdkException e) {
      throw new UnavailableException(place + ": the store cannot be reached: " + e.getMessage(), e);
    }
  }

  private static RuntimeException refused(Place place, AwsServiceException e) {
    int status = e.statusCode();
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    if (status >= 500
        || MAY_PASS.contains(status)
        || (code != null && CODES_THAT_PASS.contains(code))) {
      return new UnavailableException(place + ": the store answers " + e.getMessage(), e);
    }
    return new BadInputException(
        place.toString(),
        (status == 404 ? "no such object; " : "") + "the store answers " + e.getMessage());
  }

  private synchronized S3Client client() {
    if (client == null) {
      client = build();
    }
    return client;
  }

  private S3Client build() {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(TO_CONNECT)
                    .socketTimeout(PATIENCE));
    endpoint.ifPresent(
        uri ->
            builder
                .endpointOverride(uri)
                .forcePathStyle(true)
                .region(regionOrAny())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED));
    return builder.build();
  }

  private static Region regionOrAny() {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
    } catch (SdkClientException e) {
      // A store of one's own has none, but requests are signed with one.
      return Region.US_EAST_1;
    }
  }
}
