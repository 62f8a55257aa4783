package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The problems of one file. */
final class Problems implements Consumer<BadInputException> {
  private static final Pattern PLACE = Pattern.compile("^.*?:(\\d+):(\\d+): ");

  private final Set<String> messages = new LinkedHashSet<>();
  private final Set<String> places = new HashSet<>();

  /** Takes a problem. */
  @Override
  public void accept(BadInputException problem) {
    String message = String.valueOf(problem.getMessage());
    messages.add(message);
    places.add(place(message));
  }

  /** Takes a problem, unless something is already known of its place: the same in other words. */
  void elsewhere(BadInputException problem) {
    if (!places.contains(place(String.valueOf(problem.getMessage())))) {
      accept(problem);
    }
  }

  /** What there is to read; empty if it could not be read, which is another problem. */
  <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (BadInputException e) {
      elsewhere(e);
      return Optional.empty();
    }
  }

  /** One line each, from the top of the file to its end. */
  List<String> lines() {
    return messages.stream()
        .sorted(
            Comparator.comparingInt((String message) -> number(message, 1))
                .thenComparingInt(message -> number(message, 2)))
        .toList();
  }

  private static String place(String message) {
    Matcher place = PLACE.matcher(message);
    return place.find() ? place.group() : message;
  }

  /** Line or column; 0 where a problem has no place in its file. */
  private static int number(String message, int group) {
    Matcher place = PLACE.matcher(message);
    return place.find() ? Integer.parseInt(place.group(group)) : 0;
  }
}
