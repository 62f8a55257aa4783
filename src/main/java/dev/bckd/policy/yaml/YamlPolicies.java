package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Policies in a folder: {@code <folder>/<any name>/policy.yaml}, one for each model. */
public final class YamlPolicies implements Policies {
  private static final String FILE = "policy.yaml";

  private final Path folder;
  private final Consumer<BadInputException> unreadable;

  /**
   * @param unreadable told of a policy that is left out because it cannot be read
   */
  public YamlPolicies(Path folder, Consumer<BadInputException> unreadable) {
    this.folder = folder;
    this.unreadable = unreadable;
  }

  @Override
  public UpgradePolicy of(String model) {
    List<UpgradePolicy> found = new ArrayList<>();
    List<BadInputException> wrong = new ArrayList<>();
    for (Path file : files()) {
      attempt(file, wrong::add).filter(p -> p.model().equals(model)).ifPresent(found::add);
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      throw new BadInputException(
          found.get(1).file(), "a second policy for " + model + " beside " + found.get(0).file());
    }
    String others = wrong.isEmpty() ? "" : "; not readable: " + wrong.get(0).getMessage();
    throw new BadInputException(
        folder.resolve("*").resolve(FILE).toString(),
        "expected a policy with spec.model '" + model + "', found none" + others);
  }

  @Override
  public List<UpgradePolicy> all() {
    return files().stream().flatMap(file -> attempt(file, unreadable).stream()).toList();
  }

  private static Optional<UpgradePolicy> attempt(Path file, Consumer<BadInputException> wrong) {
    try {
      return Optional.of(PolicyReader.read(file));
    } catch (BadInputException e) {
      wrong.accept(e);
      return Optional.empty();
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> models = Files.list(folder)) {
      return models
          .map(model -> model.resolve(FILE))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BadInputException(folder.toString(), "cannot be read: " + e.getMessage());
    }
  }
}
