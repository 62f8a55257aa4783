package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.inference.djl.ArchivedModule.ModuleObject;
import dev.bckd.inference.djl.ArchivedTensor.Role;
import dev.bckd.model.BadInputException;
import dev.bckd.testing.SharedData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchivedModuleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"scripted", "traced"})
  void findsEveryTensorOfAModelThatPyTorchWrote(String kind) throws Exception {
    Path file = kind.equals("scripted") ? PythonArchives.scripted() : PythonArchives.traced();
    JsonNode expected = PythonArchives.figures().get("tensors");

    try (TorchScriptRecords records = TorchScriptRecords.open(file)) {
      ArchivedModule module = ArchivedModule.of(records);

      List<String> paths = new ArrayList<>();
      expected.fieldNames().forEachRemaining(paths::add);
      assertThat(module.tensors().stream().map(ArchivedTensor::path))
          .containsExactlyInAnyOrderElementsOf(paths);
      for (ArchivedTensor tensor : module.tensors()) {
        JsonNode figures = expected.get(tensor.path());
        assertThat(tensor.role().name()).isEqualTo(figures.get("role").asText());
        assertThat(tensor.storage().type().name()).isEqualTo(figures.get("type").asText());
        assertThat(tensor.shape()).isEqualTo(longs(figures.get("shape")));
        assertThat(tensor.strides()).isEqualTo(longs(figures.get("strides")));
        assertThat(tensor.requiresGrad()).isEqualTo(figures.get("requiresGrad").asBoolean());
        assertThat(tensor.isCompact()).isTrue();
        assertThat(records.bytes(tensor.storage().record())).isEqualTo(bytes(figures));
      }
    }
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asLong()));
    return values;
  }

  private static byte[] bytes(JsonNode figures) {
    JsonNode stored = figures.get("stored");
    byte[] bytes = new byte[stored.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) stored.get(i).asInt();
    }
    return bytes;
  }

  /** The shared models were written by PyTorch 1.13; what loads them here is the oracle. */
  @ParameterizedTest
  @ValueSource(strings = {"banking77", "movietweetings"})
  @EnabledIf("dev.bckd.testing.SharedData#present")
  void findsTheParametersThatAnOlderPyTorchWrote(String data) {
    Path file = SharedData.folder().resolve(data).resolve("incoming_model.pt");
    ArchivedModule module = module(file);

    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      NDList loaded =
          JniUtils.moduleGetParams(new TorchScriptFile(file).trainable(manager), manager);
      assertThat(module.tensors()).hasSameSizeAs(loaded);
      for (NDArray parameter : loaded) {
        ArchivedTensor tensor = module.tensor(parameter.getName()).orElseThrow();
        assertThat(tensor.role()).isEqualTo(Role.PARAMETER);
        assertThat(tensor.shape())
            .isEqualTo(Arrays.stream(parameter.getShape().getShape()).boxed().toList());
        assertThat(tensor.requiresGrad()).isEqualTo(parameter.hasGradient());
      }
    }
  }

  @Test
  void aTiedTensorIsOneTensorUnderTwoPaths() {
    ArchivedModule module = module(PythonArchives.scripted());

    ArchivedTensor item = module.tensor("item.weight").orElseThrow();
    ArchivedTensor head = module.tensor("head.weight").orElseThrow();

    assertThat(head.identity()).isEqualTo(item.identity());
    assertThat(head.storage()).isEqualTo(item.storage());
    assertThat(module.tensors().stream().map(ArchivedTensor::identity).distinct())
        .hasSize(module.tensors().size() - 1);
  }

  @Test
  void aTransposedTensorLiesInTheOrderOfItsStorage() {
    ArchivedTensor tensor = module(PythonArchives.scripted()).tensor("transposed").orElseThrow();

    assertThat(tensor.shape()).containsExactly(6L, 4L);
    assertThat(tensor.storageOrder()).containsExactly(1, 0);
  }

  @Test
  void knowsTheClassOfEachSubModule() {
    assertThat(module(PythonArchives.scripted()).objects())
        .contains(
            new ModuleObject("", "code/__torch__.py", "Model"),
            new ModuleObject("user", "code/__torch__.py", "Tower"),
            new ModuleObject(
                "user.table", "code/__torch__/torch/nn/modules/sparse.py", "Embedding"));
  }

  @Test
  void readsWhatTorchScriptArchiveWrites() {
    Path file = folder.resolve("tiny.pt");
    TinyModels.binary(0.5f).write(file);

    ArchivedModule module = module(file);

    assertThat(module.tensors().stream().map(ArchivedTensor::path))
        .containsExactly("items", "w1", "b1", "w2", "b2");
    assertThat(module.tensors()).allMatch(tensor -> tensor.role() == Role.PARAMETER);
    assertThat(module.source("code/__torch__.py").orElseThrow()).contains("torch.embedding");
    assertThat(module.source("code/other.py")).isEmpty();
  }

  @Test
  void aTensorWithGapsOrRepetitionIsNotCompact() {
    assertThat(tensor(List.of(2L, 3L), List.of(3L, 1L)).isCompact()).isTrue();
    assertThat(tensor(List.of(1L, 3L), List.of(77L, 1L)).isCompact()).isTrue();
    assertThat(tensor(List.of(2L, 3L), List.of(4L, 1L)).isCompact()).isFalse();
    assertThat(tensor(List.of(2L, 3L), List.of(0L, 1L)).isCompact()).isFalse();
  }

  private static ArchivedTensor tensor(List<Long> shape, List<Long> strides) {
    return new ArchivedTensor(
        "w",
        Role.PARAMETER,
        0,
        new ArchivedTensor.Storage("data/0", StorageType.FLOAT32, 100),
        0,
        shape,
        strides,
        true);
  }

  @Test
  void aCopyHasTheSameRecordsAtMultiplesOf64Bytes() throws Exception {
    Path copy = folder.resolve("copy.pt");
    float[] values = new float[40_000];
    values[39_999] = 1.5f;

    try (TorchScriptRecords records = TorchScriptRecords.open(PythonArchives.traced())) {
      records.copy(copy, Map.of("version", RecordContent.of(values)));
      try (TorchScriptRecords copied = TorchScriptRecords.open(copy)) {
        assertThat(copied.names()).isEqualTo(records.names());
        for (String name : records.names()) {
          if (!name.equals("version")) {
            assertThat(copied.bytes(name)).as(name).isEqualTo(records.bytes(name));
          }
        }
        ByteBuffer version =
            ByteBuffer.wrap(copied.bytes("version")).order(ByteOrder.LITTLE_ENDIAN);
        assertThat((double) version.getFloat(4 * 39_999)).isCloseTo(1.5, within(0.0));
      }
    }
    assertThat(offsets(Files.readAllBytes(copy))).allMatch(offset -> offset % 64 == 0);
  }

  private static List<Integer> offsets(byte[] bytes) {
    ByteBuffer archive = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> offsets = new ArrayList<>();
    int at = 0;
    while (archive.getInt(at) == 0x04034b50) {
      int begin = at + 30 + archive.getShort(at + 26) + archive.getShort(at + 28);
      offsets.add(begin);
      at = begin + archive.getInt(at + 22);
    }
    return offsets;
  }

  @Test
  void aDamagedRecordIsNotCopied() throws Exception {
    Path damaged = folder.resolve("damaged.pt");
    byte[] bytes = Files.readAllBytes(PythonArchives.traced());
    bytes[70] ^= 1;
    Files.write(damaged, bytes);

    try (TorchScriptRecords records = TorchScriptRecords.open(damaged)) {
      assertBad(() -> records.copy(folder.resolve("copy.pt"), Map.of()), "data/0", "damaged");
    }
  }

  @Test
  void saysWhatIsWrongWithOtherFiles() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pt"), "no zip");
    Path unknown = folder.resolve("unknown.pt");
    Path foreign = folder.resolve("foreign.pt");
    try (TorchScriptRecords records = TorchScriptRecords.open(PythonArchives.traced())) {
      byte[] tree = {(byte) 0x80, 2, (byte) 0x95, '.'};
      records.copy(unknown, Map.of("data.pkl", RecordContent.of(tree)));
      records.copy(foreign, Map.of("byteorder", RecordContent.of("big")));
    }

    assertBad(() -> module(folder.resolve("none.pt")), "none.pt", "no such model file");
    assertBad(() -> module(text), "text.pt", "no TorchScript model");
    assertBad(() -> module(unknown), "unknown.pt, record data.pkl", "opcode 0x95");
    assertBad(() -> module(foreign), "foreign.pt", "big-endian");
  }

  private static ArchivedModule module(Path file) {
    try (TorchScriptRecords records = TorchScriptRecords.open(file)) {
      return ArchivedModule.of(records);
    }
  }

  private static void assertBad(ThrowingCallable call, String... problem) {
    assertThatThrownBy(call).isInstanceOf(BadInputException.class).message().contains(problem);
  }
}
