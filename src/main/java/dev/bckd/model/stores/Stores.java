package dev.bckd.model.stores;

import dev.bckd.model.Source;
import dev.bckd.model.Store;
import dev.bckd.model.cache.CachedFiles;
import dev.bckd.model.cache.ContentCache;
import dev.bckd.model.cache.Demands;
import dev.bckd.model.cache.SignatureKey;
import dev.bckd.model.files.FileSource;
import dev.bckd.model.files.FolderStore;
import dev.bckd.model.https.AllowedHosts;
import dev.bckd.model.https.HttpsSource;
import dev.bckd.model.s3.S3Access;
import dev.bckd.model.s3.S3Source;
import dev.bckd.model.s3.S3Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/**
 * Sources, cache and store, put together.
 *
 * @param files fetches model and data files
 * @param store keeps students and reports
 */
public record Stores(CachedFiles files, Store store) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * For the service, whose events come from others: files below the roots, hosts that are named.
   */
  public static Stores ofService(StoreSettings settings) {
    return of(
        settings,
        FileSource.within(settings.roots()),
        settings.hosts().orElse(new AllowedHosts(List.of())));
  }

  /**
   * For a command, whose user names the files: all of this machine, and all hosts where none are
   * named.
   */
  public static Stores ofCommand(StoreSettings settings) {
    return of(
        settings, FileSource.anywhere(), settings.hosts().orElse(new AllowedHosts(List.of("*"))));
  }

  private static Stores of(StoreSettings settings, FileSource local, AllowedHosts hosts) {
    S3Access s3 = new S3Access(settings.s3());
    Store store =
        settings.storeIsBucket()
            ? new S3Store(s3, settings.store())
            : new FolderStore(Path.of(settings.store()));
    Map<String, Source> sources =
        Map.of(
            "file", local,
            "s3", new S3Source(s3),
            "https",
                new HttpsSource(hosts, HttpsURLConnection.getDefaultSSLSocketFactory(), PATIENCE));
    ContentCache cache =
        new ContentCache(
            settings.home().resolve("cache").resolve("artifacts"),
            settings.cacheLimit(),
            Clock.systemUTC());
    Demands demands =
        new Demands(
            settings.artifactLimit(),
            settings.digestRequired(),
            settings.signatureKey().map(pem -> SignatureKey.read("BCKD_SIGNATURE_KEY", pem)),
            store::holds);
    return new Stores(new CachedFiles(sources, cache, demands), store);
  }
}
