package dev.bckd;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Walks through compiled classes and says, one line each, where they leave the table. */
record HouseInspection(House house, String root) {
  private static final Set<String> JAVA_BASE =
      ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().packages();
  private static final String JSPECIFY = "org.jspecify.annotations";

  /** Every import that the table does not allow, and every package that it does not list. */
  List<String> findings(JavaClasses classes) {
    Set<String> findings = new TreeSet<>();
    for (JavaClass origin : classes) {
      String name = roomOf(origin);
      house
          .room(name)
          .ifPresentOrElse(
              room -> findings.addAll(findings(room, origin)),
              () ->
                  findings.add(
                      "package "
                          + origin.getPackageName()
                          + " is not listed: add a line for room '"
                          + name
                          + "' to "
                          + House.FILE));
    }
    return new ArrayList<>(findings);
  }

  private List<String> findings(House.Room room, JavaClass origin) {
    List<String> findings = new ArrayList<>();
    if (room.existence() == House.Existence.PLANNED) {
      findings.add(
          "room '"
              + room.name()
              + "' has a class, "
              + origin.getName()
              + ": strike (planned) from line "
              + room.line()
              + " of "
              + House.FILE);
    }
    for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      if (!target.isPrimitive() && !isAllowed(room, target)) {
        findings.add(
            origin.getName()
                + " imports "
                + target.getName()
                + ": not allowed for room '"
                + room.name()
                + "', line "
                + room.line()
                + " of "
                + House.FILE);
      }
    }
    return findings;
  }

  private boolean isAllowed(House.Room room, JavaClass target) {
    String imported = target.getPackageName();
    if (isOurs(imported)) {
      String other = roomOf(target);
      return other.equals(room.name()) || room.imports().contains(other);
    }
    return JAVA_BASE.contains(imported) || imported.equals(JSPECIFY) || room.mayUse(imported);
  }

  private boolean isOurs(String packageName) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }

  private String roomOf(JavaClass type) {
    String packageName = type.getPackageName();
    return packageName.equals(root) ? "" : packageName.substring(root.length() + 1);
  }
}
