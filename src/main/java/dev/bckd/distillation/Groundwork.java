package dev.bckd.distillation;

import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the rows of a search, asks both models about them, and says what it found. */
final class Groundwork {
  private final HistorySource source;
  private final ScoringEngine engine;
  private final DistillationTask task;
  private final UpgradePolicy policy;
  private final DistillationListener listener;

  Groundwork(
      HistorySource source,
      ScoringEngine engine,
      DistillationTask task,
      DistillationListener listener) {
    this.source = source;
    this.engine = engine;
    this.task = task;
    this.policy = task.policy();
    this.listener = listener;
  }

  /**
   * Everything before any training.
   *
   * @throws BadInputException if the rows do not fit, or none can be held back to decide
   */
  Footing footing() {
    try (ScoringModel teacher = engine.open(task.teacher(), policy.signature());
        ScoringModel incoming = engine.open(task.incoming(), policy.signature())) {
      Preparation preparation = new Preparation(source, policy, teacher, incoming);
      Split split = split(preparation.history());
      MadeShare wanted = MadeShare.of(Math.max(2, incoming.width()), preparation.hasCatalogue());
      Material material = preparation.with(split.train(), wanted.total());
      preparation.remarks().forEach(listener::notes);
      AlteredRows altered = altered(preparation, material, incoming);
      Selection selection = new Selection(material.rows(), material.history(), split, altered);
      Footing footing =
          new Footing(
              material,
              material.made() > 0 ? wanted : MadeShare.NONE,
              split,
              altered,
              selection,
              selection.ensemble(teacher, incoming));
      tell(footing);
      return footing;
    }
  }

  private Split split(History history) {
    Split split = Split.of(history, policy.distillation().seed());
    if (split.train().length == 0) {
      throw new BadInputException(
          policy.file(),
          "spec.history.group: all rows are of one group, so none can be held back to decide"
              + " between students; write a recipe, or leave the group out");
    }
    return split;
  }

  /**
   * The same, seen by a model in the place of the incoming one to which the new rows that decide
   * are strange.
   *
   * @param standIn its TorchScript file
   * @param lacks how much less right it is than the incoming model, as a share
   */
  Footing rehearsal(Footing footing, Path standIn, double lacks) {
    try (ScoringModel teacher = engine.open(task.teacher(), policy.signature());
        ScoringModel stranger = engine.open(standIn, policy.signature())) {
      Material material = footing.material();
      History history = material.history();
      boolean[] unseen = history.unseen().clone();
      for (int row : footing.split().select()) {
        unseen[row] |= !history.old()[row];
      }
      TrainingRows rows = material.rows().answered(stranger.score(material.rows().inputs()));
      Material seen = new Material(history.strange(unseen), rows);
      Selection selection =
          new Selection(rows, seen.history(), footing.split(), footing.altered()).inPlaceOf(lacks);
      return new Footing(
          seen,
          footing.made(),
          footing.split(),
          footing.altered(),
          selection,
          selection.ensemble(teacher, stranger));
    }
  }

  private AlteredRows altered(Preparation preparation, Material material, ScoringModel incoming) {
    Probe probe = preparation.hasCatalogue() ? new Probe.Shuffled() : masked(material, incoming);
    return new AlteredRows(probe, preparation.shown(), policy);
  }

  private Probe masked(Material material, ScoringModel incoming) {
    Probe.Masked masked =
        new MaskedProbe(
                material.rows(),
                material.history(),
                incoming,
                policy.signature(),
                policy.distillation().seed())
            .find();
    listener.says(
        String.format(
            Locale.ROOT,
            "with %.0f %% of each list masked, the incoming model has forgotten its rows; a student"
                + " may be %.1f points less right on such",
            100 * masked.share(),
            100 * masked.margin()));
    return masked;
  }

  private void tell(Footing footing) {
    footing.selection().remarks().forEach(listener::notes);
    Material material = footing.material();
    new Optimism(material.rows(), material.history(), policy.distillation().seed())
        .remarks()
        .forEach(listener::notes);
    listener.says(
        String.format(
            Locale.ROOT,
            "%d rows to train on, %d old and %d new ones to decide; together with the incoming"
                + " model the teacher can have a share of %.1f",
            footing.train().length,
            footing.selection().oldRows(),
            footing.selection().newRows(),
            footing.ensemble().largestShare(0)));
  }
}
