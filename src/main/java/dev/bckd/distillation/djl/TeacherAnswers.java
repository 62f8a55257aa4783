package dev.bckd.distillation.djl;

import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The teacher's logits on the history, asked once. Rows it does not know, and rows of classes that
 * teacher and student do not share, are not asked: their logits are 0.
 */
final class TeacherAnswers {
  private final int width;
  private final float[] logits;
  private final boolean[] asked;
  private final boolean[] right;

  private TeacherAnswers(int rows, int width) {
    this.width = width;
    this.logits = new float[Math.multiplyExact(rows, width)];
    this.asked = new boolean[rows];
    this.right = new boolean[rows];
  }

  /**
   * @param shared classes that teacher and student share; 1 for a binary task
   */
  static TeacherAnswers of(
      ScoringModel teacher,
      List<HistoryRows> parts,
      Signature signature,
      TaskType task,
      int shared) {
    int rows = parts.stream().mapToInt(HistoryRows::rows).sum();
    TeacherAnswers answers = new TeacherAnswers(rows, teacher.width());
    int start = 0;
    for (HistoryRows part : parts) {
      answers.ask(teacher, part, signature, task == TaskType.BINARY ? 2 : shared, start);
      start += part.rows();
    }
    return answers;
  }

  private void ask(
      ScoringModel teacher, HistoryRows part, Signature signature, int labelsBelow, int start) {
    int[] rows =
        IntStream.range(0, part.rows())
            .filter(row -> part.known(row) && part.label(row) < labelsBelow)
            .toArray();
    Scores scores = teacher.score(RowSelection.of(part.table(), signature, rows));
    for (int i = 0; i < rows.length; i++) {
      int row = start + rows[i];
      System.arraycopy(scores.values(), i * width, logits, row * width, width);
      asked[row] = true;
      right[row] = decision(scores, i) == part.label(rows[i]);
    }
  }

  /** Logit above 0; for several classes the largest logit, the lowest index on ties. */
  private static int decision(Scores scores, int row) {
    if (scores.width() == 1) {
      return scores.at(row, 0) > 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < scores.width(); c++) {
      if (scores.at(row, c) > scores.at(row, best)) {
        best = c;
      }
    }
    return best;
  }

  int rows() {
    return asked.length;
  }

  /** Logits a row. */
  int width() {
    return width;
  }

  /** All logits, row-major. Not to be changed. */
  float[] logits() {
    return logits;
  }

  /** Whether the teacher was asked about the row. */
  boolean asked(int row) {
    return asked[row];
  }

  /** Whether its answer was the label. */
  boolean right(int row) {
    return right[row];
  }

  /**
   * The focal weight of each row, {@code alpha + beta · [teacher right]}, scaled to mean one over
   * the rows asked; 0 for the others.
   *
   * @see <a href="https://arxiv.org/abs/2011.09161">Yan et al., CVPR 2021, equation 6</a>
   */
  float[] focalWeights(double alpha, double beta) {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < rows(); row++) {
      if (asked[row]) {
        sum += alpha + (right[row] ? beta : 0);
        count++;
      }
    }
    float[] weights = new float[rows()];
    for (int row = 0; row < rows(); row++) {
      if (asked[row] && sum > 0) {
        weights[row] = (float) ((alpha + (right[row] ? beta : 0)) * count / sum);
      }
    }
    return weights;
  }
}
