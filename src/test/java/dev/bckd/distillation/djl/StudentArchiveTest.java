package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.inference.djl.ArchivedModule;
import dev.bckd.inference.djl.ArchivedTensor;
import dev.bckd.inference.djl.PythonArchives;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptFile;
import dev.bckd.inference.djl.TorchScriptRecords;
import dev.bckd.model.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentArchiveTest {
  static final LargeTable ANY = new LargeTable(2, 2);

  @TempDir Path folder;

  private Path student;

  @BeforeEach
  void prepare() {
    TorchRuntime.prepareThread();
    student = folder.resolve("out").resolve("student.pt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scripted", "traced"})
  void theStudentIsTheIncomingFileWithOtherWeights(String kind) throws Exception {
    Path incoming = incoming(kind);
    Digest before = Digest.of(incoming);

    NDList trained = train(incoming);

    assertThat(Digest.of(incoming)).isEqualTo(before);
    assertThat(differingRecords(incoming)).isEqualTo(trainedRecords(incoming));
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      PtSymbolBlock module = new TorchScriptFile(student).trainable(manager);
      NDList reopened = JniUtils.moduleGetParams(module, manager);
      for (NDArray weight : trained) {
        NDArray same =
            reopened.stream().filter(w -> w.getName().equals(weight.getName())).findAny().get();
        assertThat(same.toFloatArray()).as(weight.getName()).isEqualTo(weight.toFloatArray());
      }
    }
    trained.close();
    try (var files = Files.list(student.getParent())) {
      assertThat(files).containsExactly(student);
    }
  }

  @Test
  void equalWeightsGiveEqualBytes() throws Exception {
    train(incoming("scripted")).close();
    Digest first = Digest.of(student);

    train(incoming("scripted")).close();

    assertThat(Digest.of(student)).isEqualTo(first);
  }

  @Test
  void lookingUpByRowsChangesNoAnswer() {
    for (String kind : List.of("scripted", "traced")) {
      try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
        PtSymbolBlock module = new StudentArchive(incoming(kind)).trainable(ANY, manager);
        JniUtils.enableInferenceMode(module);
        NDArray answers = forward(module, manager);
        JsonNode expected = PythonArchives.figures().get("answers");
        for (int row = 0; row < 3; row++) {
          for (int c = 0; c < 12; c++) {
            assertThat((double) answers.getFloat(row, c))
                .isCloseTo(expected.get(row).get(c).asDouble(), within(1e-5));
          }
        }
      }
    }
  }

  /** A table that is also a weight of a layer has a dense gradient all the same. */
  @Test
  void gradientsComeAsRowsWhereTheTableIsOnlyLookedUp() {
    for (String kind : List.of("scripted", "traced")) {
      try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
        StudentArchive archive = new StudentArchive(incoming(kind));
        PtSymbolBlock module = archive.trainable(ANY, manager);
        JniUtils.enableInferenceMode(module);
        backward(module, manager);
        Set<String> rows = new TreeSet<>();
        for (PtNDArray weight : weights(archive, module, manager)) {
          if (JniUtils.getGradient(weight).isSparse()) {
            rows.add(weight.getName());
          }
        }
        assertThat(rows)
            .containsExactly("plain", "summed.weight", "transposed", "user.table.weight");
      }
    }
  }

  @Test
  void aTiedWeightIsTrainedOnce() {
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      StudentArchive archive = new StudentArchive(incoming("scripted"));
      PtSymbolBlock module = archive.trainable(LargeTable.DEFAULT, manager);

      assertThat(weights(archive, module, manager).stream().map(PtNDArray::getName))
          .contains("item.weight")
          .doesNotContain("head.weight", "frozen")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void buffersOfBatchNormalisationStayTheIncomingOnes() throws Exception {
    Path incoming = incoming("scripted");

    train(incoming).close();

    try (TorchScriptRecords before = TorchScriptRecords.open(incoming);
        TorchScriptRecords after = TorchScriptRecords.open(student)) {
      List<ArchivedTensor> buffers =
          ArchivedModule.of(after).tensors().stream()
              .filter(tensor -> tensor.role() == ArchivedTensor.Role.BUFFER)
              .toList();
      assertThat(buffers.stream().map(ArchivedTensor::path))
          .contains("user.layers.1.running_mean", "user.layers.1.running_var");
      for (ArchivedTensor buffer : buffers) {
        String record = buffer.storage().record();
        assertThat(after.bytes(record)).isEqualTo(before.bytes(record));
      }
    }
  }

  private static Path incoming(String kind) {
    return kind.equals("scripted") ? PythonArchives.scripted() : PythonArchives.traced();
  }

  /** Three steps by rows and densely, and the student saved; the weights, on their own. */
  private NDList train(Path incoming) {
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      StudentArchive archive = new StudentArchive(incoming);
      PtSymbolBlock module = archive.trainable(ANY, manager);
      JniUtils.enableInferenceMode(module);
      List<PtNDArray> weights = weights(archive, module, manager);
      Adam adam = new Adam(weights, ANY, manager);
      for (int step = 0; step < 3; step++) {
        try (NDManager scope = manager.newSubManager()) {
          int moved =
              Gradients.recorded(() -> adam.step(forward(module, scope).square().sum(), 0.01));
          assertThat(moved).isEqualTo(weights.size());
        }
      }
      archive.write(weights, student);
      NDList trained = new NDList();
      for (PtNDArray weight : weights) {
        NDArray copy = weight.stopGradient().duplicate();
        copy.setName(weight.getName());
        copy.detach();
        trained.add(copy);
      }
      return trained;
    }
  }

  static List<PtNDArray> weights(
      StudentArchive archive, PtSymbolBlock module, PtNDManager manager) {
    return archive.distinct(
        JniUtils.moduleGetParams(module, manager).stream()
            .map(PtNDArray.class::cast)
            .filter(PtNDArray::hasGradient)
            .toList());
  }

  private static void backward(PtSymbolBlock module, NDManager scope) {
    try (GradientCollector graph = TorchRuntime.engine().newGradientCollector()) {
      graph.backward(forward(module, scope).square().sum());
    }
  }

  private static NDArray forward(PtSymbolBlock module, NDManager scope) {
    NDArray bags = scope.create(new long[] {1, 2, 3, 4, 5, 5}, new Shape(3, 2));
    NDArray ids = scope.create(new long[] {1, 2, 0});
    return IValueUtils.forward(module, new NDList(ids, bags), true).get(0);
  }

  private Set<String> differingRecords(Path incoming) {
    Set<String> differing = new TreeSet<>();
    try (TorchScriptRecords before = TorchScriptRecords.open(incoming);
        TorchScriptRecords after = TorchScriptRecords.open(student)) {
      assertThat(after.names()).isEqualTo(before.names());
      for (String name : before.names()) {
        if (!Arrays.equals(before.bytes(name), after.bytes(name))) {
          differing.add(name);
        }
      }
    }
    return differing;
  }

  private static Set<String> trainedRecords(Path incoming) {
    try (TorchScriptRecords records = TorchScriptRecords.open(incoming)) {
      List<String> trained = new ArrayList<>();
      for (ArchivedTensor tensor : ArchivedModule.of(records).tensors()) {
        if (tensor.role() == ArchivedTensor.Role.PARAMETER && tensor.requiresGrad()) {
          trained.add(tensor.storage().record());
        }
      }
      return new TreeSet<>(trained);
    }
  }
}
