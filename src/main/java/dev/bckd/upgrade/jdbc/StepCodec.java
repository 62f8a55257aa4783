package dev.bckd.upgrade.jdbc;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.bckd.upgrade.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps as JSON, each with the name of its kind beside it.
 *
 * <p>What a newer version added to a step is left out when an older one reads it; a list that an
 * older one did not write is empty; a kind that is not known is an error, because an upgrade with a
 * step left out would be another upgrade.
 */
public final class StepCodec {
  private static final Map<String, Class<? extends Step>> KINDS = kinds();

  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          // A list to which an older version had nothing to say.
          .withConfigOverride(
              List.class,
              list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(
              List.class,
              lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  /** The names are in the database: add, never rename. */
  private static Map<String, Class<? extends Step>> kinds() {
    Map<String, Class<? extends Step>> kinds = new LinkedHashMap<>();
    kinds.put("accepted", Step.Accepted.class);
    kinds.put("started", Step.Started.class);
    kinds.put("fetched", Step.Fetched.class);
    kinds.put("distilled", Step.Distilled.class);
    kinds.put("judged", Step.Judged.class);
    kinds.put("rolled-out", Step.RolledOut.class);
    kinds.put("already-deployed", Step.AlreadyDeployed.class);
    kinds.put("failed", Step.Failed.class);
    kinds.put("delayed", Step.Delayed.class);
    kinds.put("frozen", Step.Frozen.class);
    kinds.put("worker-lost", Step.WorkerLost.class);
    kinds.put("released", Step.Released.class);
    kinds.put("superseded", Step.Superseded.class);
    kinds.put("approved", Step.Approved.class);
    kinds.put("aborted", Step.Aborted.class);
    kinds.put("retried", Step.Retried.class);
    kinds.put("roll-back-asked", Step.RollBackAsked.class);
    kinds.put("rolled-back", Step.RolledBack.class);
    return kinds;
  }

  /** The name of a step's kind. */
  public String kind(Step step) {
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue() == step.getClass())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a step without a name: " + step))
        .getKey();
  }

  /** A step's body as JSON. */
  public String write(Step step) {
    try {
      return json.writeValueAsString(step);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a step that cannot be written: " + step, e);
    }
  }

  /**
   * A step of a kind from its body.
   *
   * @throws IllegalStateException if it cannot be read, or is of a kind that is not known
   */
  public Step read(String kind, String body) {
    Class<? extends Step> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalStateException(
          "the journal has a step of kind '" + kind + "', written by a newer bckd");
    }
    try {
      return json.readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal has an unreadable step: " + body, e);
    }
  }
}
