package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.bckd.stats.Basis;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Draws;
import dev.bckd.stats.UnitSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The resamples of a suite: seed, number and units, written once for all gates that use them. */
final class DrawsJson {
  private final List<Draws> draws = new ArrayList<>();

  /** The number of a basis' resamples, from 0; empty where it has none. */
  Optional<Integer> of(Basis basis) {
    if (!(basis instanceof UnitSums sums)) {
      return Optional.empty();
    }
    if (!draws.contains(sums.draws())) {
      draws.add(sums.draws());
    }
    return Optional.of(draws.indexOf(sums.draws()));
  }

  void fill(ArrayNode json) {
    for (Draws drawn : draws) {
      json.addObject()
          .put("seed", drawn.bootstrap().seed())
          .put("replicates", drawn.bootstrap().replicates())
          .put("units", Packed.longs(drawn.units(), drawn::key));
    }
  }

  /** What {@link #fill} wrote. */
  static DrawsJson read(JsonNode json) {
    DrawsJson read = new DrawsJson();
    for (JsonNode drawn : json) {
      int replicates = (int) Json.whole(drawn, "replicates");
      if (replicates < 1 || replicates > 1_000_000) {
        throw Json.wrong("replicates", "a number from 1 to 1000000");
      }
      read.draws.add(
          new Draws(
              new Bootstrap(Json.whole(drawn, "seed"), replicates),
              Packed.longs(Json.text(drawn, "units"))));
    }
    return read;
  }

  /** The resamples that a basis names; empty where it names none. */
  Optional<Draws> named(JsonNode basis) {
    if (!basis.has("draws")) {
      return Optional.empty();
    }
    long number = Json.whole(basis, "draws");
    if (number < 0 || number >= draws.size()) {
      throw Json.wrong("draws", "the number of one of the suite's draws");
    }
    return Optional.of(draws.get((int) number));
  }
}
