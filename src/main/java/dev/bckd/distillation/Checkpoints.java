package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps trainings on their way in a folder, so that one that is killed goes on from there. A file
 * is named by everything that its training depends on; another training never finds it. All are
 * deleted when the distillation has ended, or a week after it was killed.
 */
final class Checkpoints {
  private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

  /** A training that nobody went on with for so long is given up. */
  private static final Duration GIVEN_UP = Duration.ofDays(7);

  private final Optional<Path> folder;
  private final Duration every;
  private final Clock clock;
  private final String job;
  private final IdentityHashMap<TrainingRun, Digest> names = new IdentityHashMap<>();
  private final Set<Path> written = new TreeSet<>();
  private final Farewell farewell;
  private Instant last;

  /** Nobody will tell it that the process ends. */
  Checkpoints(Optional<Path> folder, Duration every, Clock clock, String job) {
    this(folder, every, clock, job, new Farewell());
  }

  /**
   * @param folder where they are kept; empty: nowhere
   * @param every least time between two of them
   * @param job what is trained on what, on which device, in a few words
   * @param farewell says when one is to be kept at once
   */
  Checkpoints(Optional<Path> folder, Duration every, Clock clock, String job, Farewell farewell) {
    this.folder = folder;
    this.every = every;
    this.clock = clock;
    this.job = job;
    this.farewell = farewell;
    this.last = clock.instant();
  }

  /**
   * Names a job: the same models, rows and answers, computed on the same device in the same way,
   * have the same name.
   *
   * @param arithmetic device, number of threads and precision
   */
  static String name(DistillationTask task, TrainingRows rows, String arithmetic) {
    List<String> words = new ArrayList<>();
    words.add(Digest.of(task.incoming()).sha256());
    words.add(Digest.of(task.teacher()).sha256());
    words.add(arithmetic);
    words.add(rows.lists().toString());
    List<Integer> prints = new ArrayList<>();
    prints.add(Arrays.hashCode(rows.labels()));
    prints.add(Arrays.hashCode(rows.weights()));
    prints.add(Arrays.hashCode(rows.old()));
    prints.add(Arrays.hashCode(rows.asked()));
    prints.add(rows.teacher().fingerprint());
    prints.add(rows.incoming().fingerprint());
    MoreAnswers more = rows.more();
    more.versions().forEach(version -> prints.add(version.fingerprint()));
    more.embeddings().ifPresent(all -> prints.add(Arrays.hashCode(all.values())));
    new TreeMap<>(more.stored())
        .forEach(
            (column, stored) -> {
              words.add(column);
              prints.add(stored.logits().fingerprint());
              prints.add(Arrays.hashCode(stored.has()));
            });
    prints.forEach(print -> words.add(Integer.toHexString(print)));
    return String.join("\n", words);
  }

  /** Deletes what earlier distillations kept and nobody went on with. */
  void deleteOld() {
    if (folder.filter(Files::isDirectory).isEmpty()) {
      return;
    }
    Instant oldest = clock.instant().minus(GIVEN_UP);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder.get(), "*.checkpoint{,.part}")) {
      for (Path file : all) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "cannot delete old checkpoints in {0}: {1}", folder.get(), e);
    }
  }

  /** Makes a training known. */
  void begin(TrainingRun run, Recipe recipe, int[] rows) {
    String words = job + "\n" + recipe + "\n" + Arrays.hashCode(rows);
    names.put(run, Digest.of(words.getBytes(StandardCharsets.UTF_8)));
    farewell.begun();
  }

  /**
   * Goes on with a training where it was killed on the way to a step.
   *
   * @param end the step: what was looked at there must be looked at again
   */
  void resume(TrainingRun run, long end) {
    Optional<Path> file = file(run, end).filter(Files::isRegularFile);
    if (file.isPresent()) {
      written.add(file.get());
      try {
        run.restore(file.get());
      } catch (IOException | RuntimeException damaged) {
        LOG.log(Level.WARNING, "{0} is damaged, that training begins anew: {1}", file, damaged);
      }
    }
  }

  private Optional<Path> file(TrainingRun run, long end) {
    Digest name = Objects.requireNonNull(names.get(run), "a training that was not begun");
    return folder.map(place -> place.resolve(name.sha256() + "-" + end + ".checkpoint"));
  }

  /** Keeps a training on its way to a step, if it is time; a full folder does not stop it. */
  void keep(TrainingRun run, long end) {
    boolean atLast = farewell.said();
    Instant now = clock.instant();
    if (atLast || Duration.between(last, now).compareTo(every) >= 0) {
      last = now;
      file(run, end).ifPresent(file -> write(run, file));
    }
    if (atLast) {
      farewell.done();
    }
  }

  private void write(TrainingRun run, Path file) {
    written.add(file);
    try {
      run.checkpoint(file);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "no checkpoint in {0}: {1}", file, e);
    }
  }

  /** Deletes what was kept. */
  void end() {
    farewell.done();
    for (Path file : written) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + file, e);
      }
    }
  }
}
