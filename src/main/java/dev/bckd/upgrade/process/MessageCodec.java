package dev.bckd.upgrade.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.jdbc.StepCodec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Messages as lines of JSON: {@code {"Kind": {…}}}. */
final class MessageCodec {
  private static final Map<String, Class<?>> KINDS =
      Arrays.stream(Message.class.getPermittedSubclasses())
          .collect(Collectors.toMap(Class::getSimpleName, kind -> kind));

  private final StepCodec steps = new StepCodec();
  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  /** One line, without its end. */
  String write(Message message) {
    try {
      return json.writeValueAsString(Map.of(message.getClass().getSimpleName(), message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message that cannot be written: " + message, e);
    }
  }

  /**
   * Reads a line.
   *
   * @throws GarbledException if it is no message
   */
  Message read(String line) throws GarbledException {
    try {
      JsonNode node = json.readTree(line);
      String kind = node.fieldNames().hasNext() ? node.fieldNames().next() : "";
      Class<?> type = KINDS.get(kind);
      if (node.size() != 1 || type == null) {
        throw new GarbledException(line);
      }
      return (Message) json.treeToValue(node.get(kind), type);
    } catch (JsonProcessingException e) {
      throw new GarbledException(line);
    }
  }

  Message.StepText text(Step step) {
    return new Message.StepText(steps.kind(step), steps.write(step));
  }

  Message.Entry text(JournalEntry entry) {
    return new Message.Entry(entry.position(), entry.upgrade(), text(entry.step()), entry.at());
  }

  Step step(Message.StepText text) {
    return steps.read(text.kind(), text.body());
  }

  JournalEntry entry(Message.Entry text) {
    return new JournalEntry(text.position(), text.upgrade(), step(text.step()), text.at());
  }
}
