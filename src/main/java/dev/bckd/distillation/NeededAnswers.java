package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Needs;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for what a recipe needs beside the answers of teacher and incoming model. */
final class NeededAnswers {
  private final ScoringEngine engine;
  private final Needs needs;

  NeededAnswers(ScoringEngine engine, Needs needs) {
    this.engine = engine;
    this.needs = needs;
  }

  /**
   * The rows with these answers.
   *
   * @throws BadInputException if an earlier version has other classes than the teacher, or stored
   *     logits do not fit
   */
  Material add(Material material, ScoringModel teacher, DistillationTask task) {
    TrainingRows rows = material.rows();
    AskedRows asked = new AskedRows(rows.inputs(), rows.asked());
    Optional<Embeddings> embeddings =
        needs.embeddings() && asked.any() ? Optional.of(asked.embed(teacher)) : Optional.empty();
    MoreAnswers more =
        new MoreAnswers(
            needs.versions() ? versions(task, asked, teacher.width()) : List.of(),
            new StoredColumns(material.history().stored(), rows.size(), rows.incoming().width())
                .of(needs.stored()),
            embeddings);
    return new Material(material.history(), rows.with(more));
  }

  private List<Scores> versions(DistillationTask task, AskedRows asked, int width) {
    Signature signature = task.policy().signature();
    List<Scores> all = new ArrayList<>();
    for (Path file : task.earlier()) {
      try (ScoringModel version = engine.open(file, signature)) {
        if (version.width() != width) {
          throw new BadInputException(
              file.toString(),
              "it answers %d logits a row; expected %d as the teacher does"
                  .formatted(version.width(), width));
        }
        all.add(asked.score(version));
      }
    }
    return all;
  }
}
