package dev.bckd.gates;

import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether the gates of a suite can tell right from wrong on its rows: what they say of the teacher
 * put against itself, with more and more wrong answers.
 */
public final class SelfTest {

  /** Resamples of the rows for each multiple of a limit. */
  public static final int RESAMPLES = 100;

  /** Resamples within each of them: ends are rougher than a gate's, by one part in thirty. */
  private static final int REPLICATES = 500;

  private static final List<Double> TIMES = List.of(0.5, 1.0, 2.0);

  private final long seed;

  /**
   * @param seed of all draws
   */
  public SelfTest(long seed) {
    this.seed = seed;
  }

  /**
   * What a gate says with wrong answers put in.
   *
   * @param suite name of the suite
   * @param twice its result with its figure at twice its limit; empty: no number of wrong answers
   *     brings it there
   * @param gate the gate and slice, in a result of the clean teacher
   * @param tallies how often it says what with the figure at 0.5, 1 and 2 times its limit, by
   *     resampling the rows
   */
  public record Response(
      String suite, GateResult gate, Optional<GateResult> twice, List<Tally> tallies) {
    public Response {
      tallies = List.copyOf(tallies);
    }
  }

  /**
   * Verdicts counted.
   *
   * @param times the figure, as a multiple of the way to the limit
   */
  public record Tally(double times, int passed, int failed, int inconclusive) {}

  /**
   * Puts wrong answers to every gate that can be applied.
   *
   * @param same the teacher and, as the candidate, the teacher
   */
  public List<Response> responses(Examination same) {
    Judge judge = new Judge(seed);
    List<Response> responses = new ArrayList<>();
    for (GateSpec spec : same.suite().gates()) {
      Gate gate = Gate.of(spec, same.metric(spec));
      for (SuitePart<?> part : same.judgedBy(spec)) {
        GateResult clean = judge.result(same, spec, part, Role.CANDIDATE);
        if (!(clean.verdict() instanceof Verdict.NotApplicable)) {
          responses.add(response(same, gate, part, clean));
        }
      }
    }
    return responses;
  }

  private Response response(Examination same, Gate gate, SuitePart<?> part, GateResult clean) {
    Injection injection = new Injection(gate, Role.CANDIDATE);
    List<Tally> tallies = new ArrayList<>();
    Optional<GateResult> twice = Optional.empty();
    for (double times : TIMES) {
      Optional<SuitePart<?>> spoiled = injection.moved(part, times);
      spoiled.ifPresent(moved -> tallies.add(tally(same, clean.gate(), moved, times)));
      if (times == 2) {
        twice =
            spoiled.map(moved -> new Judge(seed).result(same, clean.gate(), moved, Role.CANDIDATE));
      }
    }
    return new Response(same.suite().name(), clean, twice, tallies);
  }

  private Tally tally(Examination same, GateSpec spec, SuitePart<?> moved, double times) {
    Judge judge = new Judge(seed, REPLICATES);
    List<String> verdicts =
        IntStream.range(0, RESAMPLES)
            .parallel()
            .mapToObj(i -> moved.resampled(seed + i))
            .map(sample -> judge.result(same, spec, sample, Role.CANDIDATE).verdict().label())
            .toList();
    return new Tally(
        times,
        count(verdicts, "PASSED"),
        count(verdicts, "FAILED"),
        count(verdicts, "INCONCLUSIVE"));
  }

  private static int count(List<String> verdicts, String label) {
    return (int) verdicts.stream().filter(label::equals).count();
  }
}
