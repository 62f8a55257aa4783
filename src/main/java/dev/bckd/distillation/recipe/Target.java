package dev.bckd.distillation.recipe;

/** Whose answers the student is compared with. */
public sealed interface Target {
  /** The name used in policies, with the parameters. */
  String describe();

  /** Whether its answers are mixed as probabilities, so that their logits have no level. */
  default boolean mixed() {
    return false;
  }

  /**
   * The teacher, on rows it knows. Where the student has more classes, rows of further classes have
   * no part.
   *
   * @param scope which classes are compared
   */
  record Teacher(Scope scope) implements Target {
    @Override
    public String describe() {
      return scope == Scope.SHARED ? "teacher" : "teacher, padded";
    }
  }

  /** Which classes are compared where the student has more than the teacher. */
  enum Scope {
    /** The teacher's classes only (Li and Hoiem, ECCV 2016: learning without forgetting). */
    SHARED,
    /** All of the student's; the teacher's probability of those it lacks is 0. */
    PADDED
  }

  /** The incoming model as it was delivered. */
  record Incoming() implements Target {
    @Override
    public String describe() {
      return "incoming";
    }
  }

  /**
   * Teacher and incoming model mixed in probability space, {@code w·p_teacher + (1−w)·p_incoming};
   * rows the teacher does not know take the incoming model alone.
   *
   * <p>Where the student has more classes than the teacher, the mixture is made within the
   * teacher's classes, and the mass of the further classes stays the incoming model's: all of it or
   * none on a labelled row, by the block its label is in; what the incoming model gives them on a
   * row without label.
   *
   * @param onOld w on labelled rows of the old tasks, in [0, 1]
   * @param onNew w on labelled rows of the new ones, in [0, 1]
   * @param onUnlabelled w on rows without a label, in [0, 1]
   * @param smoothing share of the mass that is then spread evenly over all classes, in [0, 1)
   */
  record Pooled(double onOld, double onNew, double onUnlabelled, double smoothing)
      implements Target {
    @Override
    public boolean mixed() {
      return true;
    }

    @Override
    public String describe() {
      return "pooled (teacher's share %s on old, %s on new, %s on unlabelled rows, smoothing %s)"
          .formatted(onOld, onNew, onUnlabelled, smoothing);
    }
  }

  /**
   * The teacher where it is right; where it is wrong, mixed with the label just so far that the
   * label leads by a margin.
   *
   * @param margin lead of the label's probability, in (0, 1)
   * @see <a href="https://arxiv.org/abs/2506.15702">Belcak et al. 2025 (MFTLoss of NVIDIA
   *     Model-Optimizer)</a>
   */
  record Corrected(double margin) implements Target {
    @Override
    public boolean mixed() {
      return true;
    }

    @Override
    public String describe() {
      return "corrected " + margin;
    }
  }

  /**
   * Earlier versions, of the policy's {@code distillation.earlier}, mixed evenly with the teacher.
   */
  record Versions() implements Target {
    @Override
    public boolean mixed() {
      return true;
    }

    @Override
    public String describe() {
      return "versions";
    }
  }

  /**
   * The student's own weights, averaged exponentially over its steps.
   *
   * @param decay of the average a step, in [0, 1)
   */
  record Average(double decay) implements Target {
    @Override
    public String describe() {
      return "average " + decay;
    }
  }

  /**
   * Logits that were stored with the rows.
   *
   * @param column a list column of the history, one number a class
   */
  record Stored(String column) implements Target {
    @Override
    public String describe() {
      return "stored " + column;
    }
  }
}
