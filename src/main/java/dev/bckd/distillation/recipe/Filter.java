package dev.bckd.distillation.recipe;

/** Which rows a term looks at, and how hard: a factor for each row. */
public sealed interface Filter {
  /** The name used in policies, with the parameters. */
  String describe();

  /** Every row alike: 1. */
  record All() implements Filter {
    @Override
    public String describe() {
      return "all";
    }
  }

  /**
   * {@code alpha + beta · [teacher right]}, scaled to mean one over the rows that the teacher
   * knows, so that no beta can blow up a step.
   *
   * @param alpha not negative
   * @param beta not negative
   * @see <a href="https://arxiv.org/abs/2011.09161">Yan et al., CVPR 2021, equation 7</a>
   */
  record TeacherRight(double alpha, double beta) implements Filter {
    @Override
    public String describe() {
      return "teacher right, alpha " + alpha + ", beta " + beta;
    }
  }

  /**
   * 1 where the student is wrong at this step, else 0.
   *
   * @see <a href="https://arxiv.org/abs/2407.09435">Echterhoff et al., Findings of EMNLP 2024
   *     (MUSCLE)</a>
   */
  record StudentWrong() implements Filter {
    @Override
    public String describe() {
      return "student wrong";
    }
  }

  /** 1 where the student is right at this step, else 0: the other half of MUSCLE. */
  record StudentRight() implements Filter {
    @Override
    public String describe() {
      return "student right";
    }
  }

  /** 1 where the teacher is right and the student is wrong at this step, else 0. */
  record NegativeFlip() implements Filter {
    @Override
    public String describe() {
      return "negative flip";
    }
  }

  /**
   * 1 where the teacher's cross-entropy with the label is not above the incoming model's, else 0.
   */
  record BetterTeacher() implements Filter {
    @Override
    public String describe() {
      return "better teacher";
    }
  }

  /** The teacher's probability of the label. */
  record Likelihood() implements Filter {
    @Override
    public String describe() {
      return "likelihood";
    }
  }

  /** Rows that have a label, each alike; means are over these alone. */
  record Labelled() implements Filter {
    @Override
    public String describe() {
      return "labelled";
    }
  }

  /** Rows without a label, made ones included, each alike; means are over these alone. */
  record Unlabelled() implements Filter {
    @Override
    public String describe() {
      return "unlabelled";
    }
  }
}
