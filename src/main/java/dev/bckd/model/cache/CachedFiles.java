package dev.bckd.model.cache;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Content;
import dev.bckd.model.Digest;
import dev.bckd.model.Fetcher;
import dev.bckd.model.Found;
import dev.bckd.model.LocalFile;
import dev.bckd.model.RemoteFiles;
import dev.bckd.model.Source;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches model and data files through the cache: what is there by its digest, or by an unchanged
 * revision, is not asked for again.
 *
 * <p>A digest that differs is final: the file is another one. A download that broke off may succeed
 * later.
 */
public final class CachedFiles implements Fetcher, RemoteFiles {
  private static final int LONGEST_NAME = 100;

  private final Map<String, Source> sources;
  private final ContentCache cache;
  private final Revisions revisions;
  private final Demands demands;
  private final Optional<Signatures> signatures;

  /**
   * @param sources by scheme
   */
  public CachedFiles(Map<String, Source> sources, ContentCache cache, Demands demands) {
    this.sources = Map.copyOf(sources);
    this.cache = cache;
    this.revisions = new Revisions(cache.folder().resolve("revisions"));
    this.demands = demands;
    this.signatures =
        demands.key().map(key -> new Signatures(key, cache.folder().resolve("signatures")));
  }

  @Override
  public Path fetch(Artifact artifact) {
    URI uri = artifact.uri();
    Source source = source(uri);
    boolean ours = demands.ours().test(uri);
    if (artifact.digest().isEmpty() && demands.digests() && !ours) {
      throw new BadInputException(
          Found.place(uri), "is named without its sha256, which BCKD_DIGEST_REQUIRED asks for");
    }
    if (ours && "file".equalsIgnoreCase(uri.getScheme())) {
      return inPlace(source.find(uri), artifact);
    }
    Path file =
        artifact
            .digest()
            .flatMap(digest -> cache.find(digest, name(uri)))
            .orElseGet(() -> load(source, source.find(uri), artifact.digest()));
    if (!ours) {
      signatures.ifPresent(check -> check.check(file, digestOf(file), uri, source));
    }
    return file;
  }

  @Override
  public List<LocalFile> fetch(String location) {
    Source source = source(location.substring(0, Math.max(0, location.indexOf(':'))), location);
    return source.matching(location).stream()
        .map(found -> new LocalFile(found.place(), load(source, found, Optional.empty())))
        .toList();
  }

  /** What lies in our own folder needs no copy. */
  private static Path inPlace(Found found, Artifact artifact) {
    Path file = Path.of(found.uri());
    refuseOther(found, Digest.of(file), artifact.digest());
    return file;
  }

  /** Entries lie in folders that are named for their content. */
  private static Digest digestOf(Path file) {
    Path entry = file.getParent();
    return new Digest(entry == null ? "" : String.valueOf(entry.getFileName()));
  }

  private Source source(URI uri) {
    return source(String.valueOf(uri.getScheme()), Found.place(uri));
  }

  private Source source(String scheme, String place) {
    Source source = sources.get(scheme.toLowerCase(Locale.ROOT));
    if (source == null) {
      throw new BadInputException(
          place, "expected a URI that begins with one of file:, s3:, https:");
    }
    return source;
  }

  private Path load(Source source, Found found, Optional<Digest> expected) {
    return revisions
        .digest(found)
        .filter(known -> expected.map(known::equals).orElse(true))
        .flatMap(known -> cache.find(known, name(found.uri())))
        .orElseGet(() -> download(source, found, expected));
  }

  private Path download(Source source, Found found, Optional<Digest> expected) {
    Download download = new Download(found.place(), demands.limit());
    download.refuseLarger(found.size());
    Path coming = cache.coming();
    try {
      Digest digest;
      try (Content content = source.open(found)) {
        digest = download.write(content, coming);
      }
      refuseOther(found, digest, expected);
      Path kept = cache.keep(coming, digest, name(found.uri()));
      revisions.remember(found, digest);
      return kept;
    } catch (IOException e) {
      throw new UnavailableException(found.place() + ": could not be fetched: " + e, e);
    } finally {
      delete(coming);
    }
  }

  private static void refuseOther(Found found, Digest digest, Optional<Digest> expected) {
    if (expected.isPresent() && !expected.get().equals(digest)) {
      throw new BadInputException(
          found.place(),
          "expected sha256 " + expected.get().sha256() + ", found " + digest.sha256());
    }
  }

  private static void delete(Path coming) {
    try {
      Files.deleteIfExists(coming);
    } catch (IOException e) {
      // The cache clears up what was left half done.
      return;
    }
  }

  /** The last part of a path, as every file system and SQL take it; its end tells its format. */
  private static String name(URI uri) {
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    String name =
        path.substring(path.lastIndexOf('/') + 1)
            .replaceAll("[^A-Za-z0-9._+=@-]", "_")
            .replaceFirst("^[.]+", "");
    return name.isEmpty() ? "file" : name.substring(Math.max(0, name.length() - LONGEST_NAME));
  }
}
