package dev.bckd.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The fields of one object of an event, read with the errors an announcer can act on.
 *
 * <p>Texts are refused here that the journal could not keep: they would be refused there again and
 * again.
 *
 * @param path of the object in the event, with a dot behind; empty for the event itself
 * @param object the object
 */
record EventFields(String path, JsonNode object) {
  /** A field that has to be there. */
  String text(String name, int longest) {
    return optionalText(name, longest)
        .orElseThrow(
            () -> new UnreadableEventException(path + name + ": expected a text, got nothing"));
  }

  /** A field that may be left out, or null. */
  Optional<String> optionalText(String name, int longest) {
    JsonNode field = object.path(name);
    if (field.isMissingNode() || field.isNull()) {
      return Optional.empty();
    }
    String text = field.isTextual() ? field.textValue() : "";
    if (text.isBlank() || text.length() > longest) {
      throw new UnreadableEventException(
          path + name + ": expected a text of 1 to " + longest + " characters");
    }
    boolean storable =
        text.chars().noneMatch(Character::isISOControl)
            && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    if (!storable) {
      throw new UnreadableEventException(path + name + ": has characters that are not text");
    }
    return Optional.of(text);
  }

  /** An object that has to be there. */
  EventFields object(String name) {
    JsonNode field = object.path(name);
    if (!field.isObject()) {
      throw new UnreadableEventException(path + name + ": expected a JSON object");
    }
    return new EventFields(path + name + ".", field);
  }
}
