package dev.bckd.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.Column;
import dev.bckd.history.NumberCollector;
import dev.bckd.history.Spill;
import dev.bckd.history.Table;
import dev.bckd.model.Digest;
import dev.bckd.model.Signature;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerKeyTest {
  private static final Digest MODEL = Digest.of(new byte[] {1});

  private static Digest key(Table rows) {
    return AnswerKey.of(MODEL, Questions.SIGNATURE, rows);
  }

  @Test
  void isTheSameForTheSameQuestion() {
    Table rows = Questions.rows();
    Map<String, Column> otherOrder = new LinkedHashMap<>();
    otherOrder.put("dense", rows.column("dense", Column.class));
    otherOrder.put("label", new Column.Texts(new String[] {"not", "an", "input"}));
    otherOrder.put("ids", rows.column("ids", Column.class));

    assertThat(key(rows)).isEqualTo(key(Questions.rows()));
    assertThat(key(new Table(3, otherOrder))).isEqualTo(key(rows));
  }

  @Test
  void isTheSameForRowsInAFile() {
    NumberCollector<long[]> ids = new Spill(Spill.TEMPORARY.folder(), 0).longs();
    ids.add(new long[] {1, 2, 3, 4, 5, 6}, 0, 6);
    Table rows = Questions.rows().with("ids", new Column.Longs(new long[] {1, 2, 3, 4, 5, 6}, 2));

    assertThat(key(rows.with("ids", new Column.Longs(ids.finish(), 2)))).isEqualTo(key(rows));
  }

  @Test
  void dependsOnModelAndSignature() {
    Signature other = Questions.signature("logits", "embedding");

    assertThat(AnswerKey.of(Digest.of(new byte[] {2}), Questions.SIGNATURE, Questions.rows()))
        .isNotEqualTo(key(Questions.rows()));
    assertThat(AnswerKey.of(MODEL, other, Questions.rows())).isNotEqualTo(key(Questions.rows()));
  }

  @Test
  void dependsOnEveryValueAndTheOrderOfRows() {
    Table rows = Questions.rows();

    assertThat(key(rows.select(new int[] {0, 2, 1}))).isNotEqualTo(key(rows));
    assertThat(key(rows.select(new int[] {0, 1}))).isNotEqualTo(key(rows));
    for (int i = 0; i < 6; i++) {
      long[] ids = {1, 2, 3, 4, 5, 6};
      ids[i] = 7;
      assertThat(key(rows.with("ids", new Column.Longs(ids, 2)))).isNotEqualTo(key(rows));
    }
    for (int i = 0; i < 3; i++) {
      float[] dense = {0.5f, 1.5f, 2.5f};
      dense[i] = Math.nextUp(dense[i]);
      assertThat(key(rows.with("dense", new Column.Floats(dense, 1)))).isNotEqualTo(key(rows));
    }
  }

  /** Longer than the buffer that values go through: the digest of all bytes in one piece. */
  @Test
  void digestsManyRowsAsOne() throws Exception {
    int rows = 20_001;
    long[] ids = new long[2 * rows];
    float[] dense = new float[rows];
    for (int row = 0; row < rows; row++) {
      ids[2 * row] = row;
      ids[2 * row + 1] = -row;
      dense[row] = row / 3f;
    }
    String head = "steady\n" + MODEL.sha256() + "\n" + Questions.SIGNATURE + "\n" + rows + "\n";

    assertThat(key(Questions.rows(ids, dense))).isEqualTo(Digest.of(bytes(head, ids, dense)));
  }

  private static byte[] bytes(String head, long[] ids, float[] dense) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(head.getBytes(StandardCharsets.UTF_8));
    for (long id : ids) {
      out.writeLong(Long.reverseBytes(id));
    }
    for (float number : dense) {
      out.writeInt(Integer.reverseBytes(Float.floatToIntBits(number)));
    }
    return bytes.toByteArray();
  }

  @Test
  void noModelTakesTexts() {
    Table texts = Questions.rows().with("ids", new Column.Texts(new String[] {"a", "b", "c"}));

    assertThatThrownBy(() -> key(texts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no model takes a Texts");
  }
}
