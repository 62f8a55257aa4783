package dev.bckd.demo.shop;

import dev.bckd.distillation.Distiller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The demo's folder, {@code <home>/demo}: {@code data} with the shop's rows, {@code models} with
 * its rankers, {@code policies} with its policy and suites. All of it is made by {@link #prepare}
 * and kept; delete the folder to begin again.
 */
public final class ShopWorld {
  /** The ranker's name on the model server. */
  public static final String MODEL = "shop-ranker";

  /** The version that is deployed before the demo. */
  public static final String TEACHER = "1";

  private static final List<String> POLICY_FILES =
      List.of("policy.yaml", "old-tasks.yaml", "old-ranking.yaml", "new-tasks.yaml");
  private static final int RANKING_REQUESTS = 1500;
  private static final int LIVE_REQUESTS = 300;

  private final Path folder;

  private ShopWorld(Path folder) {
    this.folder = folder;
  }

  /**
   * Simulates the shop, trains the deployed ranker and the next incoming one and lays the policy
   * beside them; what is there and complete is used as it is.
   *
   * @param home {@code BCKD_HOME}
   * @param distiller whose training loop trains the rankers
   * @param says told what is being done, a line each
   * @throws UncheckedIOException if the folder cannot be written
   */
  public static ShopWorld prepare(Path home, Distiller distiller, Consumer<String> says) {
    return prepare(home, ShopPlan.DEMO, distiller, says);
  }

  /** What {@link #prepare} has made. */
  public static ShopWorld in(Path home) {
    return new ShopWorld(home.toAbsolutePath().normalize().resolve("demo"));
  }

  static ShopWorld prepare(Path home, ShopPlan plan, Distiller distiller, Consumer<String> says) {
    ShopWorld world = in(home);
    try {
      world.simulate(plan, says);
      world.layPolicies();
      world.train(new ShopModels(plan, world.data(), distiller), plan, says);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the demo in " + world.folder, e);
    }
    return world;
  }

  /** The folder of policies, as {@code BCKD_POLICIES} names it. */
  public Path policies() {
    return folder.resolve("policies");
  }

  /** The folder of the shop's rows. */
  public Path data() {
    return folder.resolve("data");
  }

  /** The file of a version of the ranker. */
  public Path model(String version) {
    return folder.resolve("models").resolve(MODEL + "-" + version + ".pt");
  }

  /** Bodies of inference requests, as the shop's web server would send them. */
  public List<String> liveRequests() {
    return lines(data().resolve("live-requests.jsonl"));
  }

  /** The version to announce next: one more than the last one announced. */
  public String incoming() {
    return String.valueOf(2 + lines(announcements()).size());
  }

  /** Notes that a version was announced, so that the next run of the demo brings another. */
  public void announced(String version) {
    try {
      Files.writeString(
          announcements(), version + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void simulate(ShopPlan plan, Consumer<String> says) throws IOException {
    Path complete = data().resolve("plan.txt");
    if (Files.exists(complete) && Files.readString(complete).equals(plan.toString())) {
      says.accept("the shop's rows are in " + data());
      return;
    }
    forget(data(), folder.resolve("models"), policies());
    Catalogue catalogue = Catalogue.of(plan);
    List<Impression> log = ShopLog.of(plan, catalogue);
    says.accept("simulated a shop: " + log.size() + " items shown in " + plan.days() + " days");
    Split split = Split.of(plan, log);
    ShopFiles files = new ShopFiles(data(), new Slices(plan, catalogue));
    files.labelled("train_old.parquet", split.trainOld());
    files.labelled("historical.parquet", split.historical());
    files.labelled("train_new.parquet", split.trainNew());
    files.labelled("holdout_old.parquet", split.holdoutOld());
    files.labelled("holdout_new.parquet", split.holdoutNew());
    files.ranking(
        "rank_old.parquet",
        RankingRequest.of(
            split.holdoutOld(), RANKING_REQUESTS, plan.winterItems(), plan.random("ranking")));
    LiveRequests.write(data().resolve("live-requests.jsonl"), split.holdoutNew(), LIVE_REQUESTS);
    Files.writeString(complete, plan.toString());
  }

  /** Rows of another shop, and what was made of them, are of no use. */
  private static void forget(Path... folders) throws IOException {
    for (Path folder : folders) {
      if (Files.exists(folder)) {
        try (Stream<Path> inside = Files.walk(folder)) {
          for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }

  private void layPolicies() throws IOException {
    Path shop = Files.createDirectories(policies().resolve("shop"));
    for (String name : POLICY_FILES) {
      if (!Files.exists(shop.resolve(name))) {
        try (InputStream shipped = shipped(name)) {
          Files.copy(shipped, shop.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static InputStream shipped(String name) {
    String resource = "/regression-suites/shop/" + name;
    InputStream in = ShopWorld.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IllegalStateException(resource + " is not packaged");
    }
    return in;
  }

  private void train(ShopModels models, ShopPlan plan, Consumer<String> says) throws IOException {
    if (!Files.exists(model(TEACHER))) {
      says.accept("training the deployed ranker, version " + TEACHER + ", on the winter");
      models.teacher(model(TEACHER));
    }
    String next = incoming();
    if (!Files.exists(model(next))) {
      says.accept("training the incoming ranker, version " + next + ", on the spring");
      models.incoming(model(next), plan.seed() + Long.parseLong(next));
    }
  }

  private Path announcements() {
    return folder.resolve("announced.txt");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
