package dev.bckd.evaluation;

import dev.bckd.inference.Scores;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.policy.SliceSpec;
import dev.bckd.stats.SplitMix64;
import dev.bckd.stats.Units;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Many scored rows of a binary task, drawn, with slices of 5 to 50 % of them. */
public final class ScoredRows {
  private ScoredRows() {}

  /**
   * Teacher and student on independent rows.
   *
   * @param rows number of rows
   * @param slices number of slices
   */
  public static Examination of(int rows, int slices) {
    int[] labels = new int[rows];
    float[] teacher = new float[rows];
    float[] student = new float[rows];
    for (int row = 0; row < rows; row++) {
      double shared = normal(row, 1);
      labels[row] = SplitMix64.uniform(SplitMix64.at(2, row)) < 0.3 ? 1 : 0;
      teacher[row] = (float) (1.4 * labels[row] - 1.2 + shared + 0.5 * normal(row, 3));
      student[row] = (float) (1.5 * labels[row] - 1.2 + shared + 0.5 * normal(row, 5));
    }
    Answers answers =
        Answers.of(
            labels,
            Map.of(Role.TEACHER, new Scores(teacher, 1), Role.STUDENT, new Scores(student, 1)));
    SuitePart<Answers> whole =
        new SuitePart<>(
            Optional.empty(),
            answers,
            new SampleUnits(Units.rows(rows), false),
            Optional.empty(),
            Metrics.ofAnswers(TaskType.BINARY, false));
    List<SuitePart<?>> parts =
        IntStream.range(0, slices)
            .<SuitePart<?>>mapToObj(
                slice ->
                    whole.select(
                        new SliceSpec("slice " + slice, "", 200), members(rows, slice, slices)))
            .toList();
    return new Examination(Suites.labelled(List.of()), List.of(), 0, whole, parts, List.of());
  }

  private static int[] members(int rows, int slice, int slices) {
    double share = 0.05 + 0.45 * slice / slices;
    return IntStream.range(0, rows)
        .filter(row -> SplitMix64.uniform(SplitMix64.at(100L + slice, row)) < share)
        .toArray();
  }

  /** Near enough to normal: the sum of four uniform numbers, scaled. */
  private static double normal(int row, long stream) {
    double sum = -2;
    for (int i = 0; i < 4; i++) {
      sum += SplitMix64.uniform(SplitMix64.at(1000 + 10 * stream + i, row));
    }
    return sum * Math.sqrt(3);
  }
}
