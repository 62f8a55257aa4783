package dev.bckd.app;

import dev.bckd.model.BadInputException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The roles of this process: all of them, unless it is told otherwise.
 *
 * @param roles at least one
 */
public record Roles(Set<ServiceRole> roles) {
  /** The variable that names them. */
  static final String VARIABLE = "BCKD_ROLES";

  static final Roles ALL = new Roles(EnumSet.allOf(ServiceRole.class));

  public Roles {
    roles = Set.copyOf(roles);
  }

  /**
   * Reads them, names with commas between.
   *
   * @throws BadInputException if one is not known, or there is none; the message names the variable
   */
  static Roles of(String text) {
    List<String> names = List.of(text.strip().split("\\s*,\\s*"));
    return new Roles(names.stream().map(Roles::role).collect(Collectors.toSet()));
  }

  private static ServiceRole role(String name) {
    Optional<ServiceRole> known =
        Arrays.stream(ServiceRole.values()).filter(role -> name(role).equals(name)).findFirst();
    return known.orElseThrow(
        () ->
            new BadInputException(
                VARIABLE, "expected control, worker, router or some of them, got '" + name + "'"));
  }

  /** Whether this process has a role. */
  boolean has(ServiceRole role) {
    return roles.contains(role);
  }

  /** Whether models are loaded here: a router answers with them, a worker tries them first. */
  boolean loadsModels() {
    return has(ServiceRole.ROUTER) || has(ServiceRole.WORKER);
  }

  /** Whether upgrades go their whole way without another process. */
  boolean selfSufficient() {
    return has(ServiceRole.CONTROL) && has(ServiceRole.WORKER);
  }

  /** As they are written. */
  @Override
  public String toString() {
    return new TreeSet<>(roles).stream().map(Roles::name).collect(Collectors.joining(","));
  }

  private static String name(ServiceRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
