package dev.bckd;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the program to the table in {@code house.txt}, and the table to the program. */
class ArchitectureTest {
  private static final String ROOT = "dev.bckd";
  private static final House HOUSE = House.ofTheProject();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyImportIsListedInTheHouse() {
    assertThat(new HouseInspection(HOUSE, ROOT).findings(CLASSES)).isEmpty();
  }

  @Test
  void everyRoomOfTheTableHasClasses() {
    Set<String> built =
        HOUSE.rooms().stream()
            .filter(room -> room.existence() == House.Existence.BUILT)
            .map(House.Room::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(built).isSubsetOf(roomsWithClasses());
  }

  @Test
  void everyImportedRoomStandsFurtherDownInTheTable() {
    List<String> names = HOUSE.rooms().stream().map(House.Room::name).toList();

    assertThat(names).doesNotHaveDuplicates();
    for (House.Room room : HOUSE.rooms()) {
      List<String> below = names.subList(names.indexOf(room.name()) + 1, names.size());
      assertThat(below)
          .as("rooms below '%s', line %d", room.name(), room.line())
          .containsAll(room.imports());
    }
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> marked =
        CLASSES.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());

    assertThat(marked)
        .containsAll(CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()));
  }

  private static Set<String> roomsWithClasses() {
    return CLASSES.stream()
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .map(JavaClass::getPackageName)
        .filter(name -> name.length() > ROOT.length())
        .map(name -> name.substring(ROOT.length() + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
