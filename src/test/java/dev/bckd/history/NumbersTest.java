package dev.bckd.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @TempDir Path folder;

  private static long[] counted(int size) {
    return LongStream.range(0, size).map(i -> i * 7 - 3).toArray();
  }

  private static Numbers<long[]> collected(Spill spill, long[] values, int atOnce) {
    NumberCollector<long[]> collector = spill.longs();
    for (int from = 0; from < values.length; from += atOnce) {
      collector.add(values, from, Math.min(atOnce, values.length - from));
    }
    return collector.finish();
  }

  @ParameterizedTest(name = "{0} numbers")
  @ValueSource(ints = {0, 1, 255, 256, 257, 1000, 200_000})
  void manyGoToAFileAndAreTheSame(int size) throws IOException {
    long[] values = counted(size);

    Numbers<long[]> numbers = collected(new Spill(folder, 1000), values, 77);

    assertThat(numbers.onHeap()).isEqualTo(size * 8 <= 1000);
    assertThat(numbers.size()).isEqualTo(size);
    assertThat(numbers.all()).isEqualTo(values);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("the file has no name any more").isEmpty();
    }
  }

  @Test
  void copiesAcrossMappings() throws IOException {
    long[] values = counted(100);
    Path file = folder.resolve("numbers");
    ByteBuffer bytes = ByteBuffer.allocate(24 + 800).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(24).asLongBuffer().put(values);
    Files.write(file, bytes.array());
    Numbers<long[]> numbers;
    try (FileChannel channel = FileChannel.open(file)) {
      numbers = new FileNumbers<>(channel, 24, 100, NumberType.LONGS, new Spill(folder, 0), 64);
    }

    for (int from = 0; from <= 100; from++) {
      for (int count = 0; count <= 100 - from; count += 9) {
        long[] some = new long[count + 2];
        numbers.copy(from, count, some, 1);
        assertThat(Arrays.copyOfRange(some, 1, count + 1))
            .containsExactly(Arrays.copyOfRange(values, from, from + count));
      }
    }
  }

  /** The file is sparse: it takes two blocks of the disk. */
  @Test
  void thereMayBeMoreThanAnArrayHolds() throws IOException {
    int width = 3;
    long last = 1_000_000_000L;
    float[] row = {1.5f, -2, 0.25f};
    Path file = folder.resolve("many");
    Column.Floats column;
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(row);
      channel.write(bytes, last * width * 4);
      column =
          new Column.Floats(new Spill(folder, 0).floats(channel, 0, (last + 1) * width), width);
    }

    assertThat((long) column.rows() * width).isGreaterThan(Integer.MAX_VALUE);
    assertThat(column.rows()).isEqualTo(last + 1);
    float[] read = new float[3];
    column.values((int) last, (int) last + 1).get(read);
    assertThat(read).containsExactly(row);
    assertThat(column.select(new int[] {(int) last, 0}).values())
        .containsExactly(1.5f, -2, 0.25f, 0, 0, 0);
    Column.Floats more = column.append(new Column.Floats(new float[] {7, 8, 9}, 3));
    more.values((int) last + 1, (int) last + 2).get(read);
    assertThat(read).containsExactly(7, 8, 9);
    more.values((int) last, (int) last + 2).get(read);
    assertThat(read).containsExactly(row);
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    assertThatThrownBy(() -> collected(new Spill(file, 0), counted(10), 10))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": rows that are too many for the heap cannot be kept here");
  }
}
