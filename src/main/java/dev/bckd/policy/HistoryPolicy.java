package dev.bckd.policy;

import java.util.Optional;

/**
 * The rows to distil on.
 *
 * @param label column of the right answer: 0 or 1, or the class
 * @param weight column of a sample weight, not negative
 * @param group column of the unit that is never split between training and selection
 * @param old labelled rows of the old tasks
 * @param fresh labelled rows of the new period or classes ({@code new} in the file)
 * @param unseen SQL condition for rows that neither model was trained on
 * @param teacherKnows SQL condition for rows the teacher can be asked about; empty: all
 * @param unlabelled logged requests without labels
 */
public record HistoryPolicy(
    String label,
    Optional<String> weight,
    Optional<String> group,
    DataSet old,
    Optional<DataSet> fresh,
    Optional<String> unseen,
    Optional<String> teacherKnows,
    Optional<DataSet> unlabelled) {}
