package dev.bckd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The table of {@code house.txt}: which room may import what.
 *
 * @param rooms top of the house first, in the order of the file
 */
record House(List<Room> rooms) {
  static final String FILE = "house.txt";
  private static final Pattern ROWS = Pattern.compile("(\\d)-(\\d)");
  private static final String PLANNED = "(planned)";

  House {
    rooms = List.copyOf(rooms);
  }

  /**
   * One line of the table.
   *
   * @param line 1-based, in the file
   * @param name package below {@code dev.bckd}
   * @param existence whether it has classes yet
   * @param imports names of the rooms it may import
   * @param libraries root packages it may import; {@code *} is any
   */
  record Room(
      int line, String name, Existence existence, Set<String> imports, List<String> libraries) {

    /** Whether a library's package is allowed here. */
    boolean mayUse(String libraryPackage) {
      return libraries.stream()
          .anyMatch(
              root ->
                  root.equals("*")
                      || libraryPackage.equals(root)
                      || libraryPackage.startsWith(root + "."));
    }
  }

  /** Whether a room stands or is only drawn. */
  enum Existence {
    BUILT,
    PLANNED
  }

  /** The table that the build holds. */
  static House ofTheProject() {
    try (InputStream in = House.class.getResourceAsStream(FILE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the lines of a table; rows such as {@code 1-5} become the rooms of these rows. */
  static House parse(List<String> lines) {
    List<Line> cells =
        IntStream.range(0, lines.size())
            .filter(i -> !lines.get(i).isBlank() && !lines.get(i).startsWith("#"))
            .mapToObj(i -> Line.parse(i + 1, lines.get(i)))
            .toList();
    return new House(cells.stream().map(line -> line.toRoom(cells)).toList());
  }

  /** The room of this name, without {@code dev.bckd}. */
  Optional<Room> room(String name) {
    return rooms.stream().filter(room -> room.name().equals(name)).findFirst();
  }

  /** One line before its rows are resolved. */
  private record Line(
      int number,
      int row,
      String name,
      Existence existence,
      List<String> imports,
      List<String> libraries) {

    static Line parse(int number, String text) {
      String[] cells = text.split("\\|", -1);
      if (cells.length != 4) {
        throw new IllegalArgumentException(
            FILE + " line " + number + ": expected 4 cells, found " + cells.length);
      }
      String name = cells[1].replace(PLANNED, "").strip();
      Existence existence = cells[1].contains(PLANNED) ? Existence.PLANNED : Existence.BUILT;
      return new Line(
          number,
          Integer.parseInt(cells[0].strip()),
          name,
          existence,
          words(cells[2]),
          words(cells[3]));
    }

    private static List<String> words(String cell) {
      String stripped = cell.strip();
      return stripped.isEmpty() || stripped.equals("-")
          ? List.of()
          : List.of(stripped.split("\\s+"));
    }

    Room toRoom(List<Line> all) {
      Set<String> rooms = new LinkedHashSet<>();
      for (String word : imports) {
        Matcher rows = ROWS.matcher(word);
        rooms.addAll(
            rows.matches()
                ? inRows(all, Integer.parseInt(rows.group(1)), Integer.parseInt(rows.group(2)))
                : List.of(word));
      }
      return new Room(number, name, existence, rooms, libraries);
    }

    private static List<String> inRows(List<Line> all, int low, int high) {
      List<String> names = new ArrayList<>();
      for (Line line : all) {
        if (line.row >= low && line.row <= high) {
          names.add(line.name);
        }
      }
      return names;
    }
  }
}
