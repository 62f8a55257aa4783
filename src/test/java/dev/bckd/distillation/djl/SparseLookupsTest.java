package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.inference.djl.ArchivedModule;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.PythonArchives;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.inference.djl.TorchScriptRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseLookupsTest {
  private static final LargeTable ANY = new LargeTable(2, 2);
  private static final String SPARSE = "code/__torch__/torch/nn/modules/sparse";

  @TempDir Path folder;

  @Test
  void rewritesTheLookUpsOfAScriptedModelThatAreSurelyThoseOfAParameter() {
    ArchivedModule module = module(PythonArchives.scripted());

    Map<String, String> sources = new SparseLookups(module, ANY).sources();

    assertThat(sources)
        .containsOnlyKeys("code/__torch__.py", SPARSE + ".py", SPARSE + "/___torch_mangle_0.py");
    assertThat(changes(module, sources, "code/__torch__.py"))
        .containsExactly(
            "_6 = _0(ids, plain, None, None, 2., False, True, )",
            "_9 = _0(ids, transposed, None, None, 2., False, True, )");
    assertThat(changes(module, sources, SPARSE + ".py"))
        .containsExactly(
            "_1 = _0(input, weight, None, None, 2., False, True, )",
            "_3 = _2(input, weight, offsets, None, 2., False, \"sum\", True,"
                + " per_sample_weights, False, None, )");
    assertThat(changes(module, sources, SPARSE + "/___torch_mangle_0.py"))
        .containsExactly("_1 = _0(input, weight, 0, None, 2., False, True, )");
  }

  @Test
  void rewritesTheLookUpsOfATracedModelThatLeaveOutWhatIsDefault() {
    ArchivedModule module = module(PythonArchives.traced());

    Map<String, String> sources = new SparseLookups(module, ANY).sources();

    List<String> changes = new ArrayList<>();
    sources.keySet().forEach(record -> changes.addAll(changes(module, sources, record)));
    assertThat(changes)
        .containsExactlyInAnyOrder(
            "_2 = torch.add(h, torch.embedding(plain, ids, -1, False, True))",
            "_3 = torch.add(h0, torch.embedding(transposed, ids, -1, False, True))",
            "return torch.embedding(weight, ids, -1, False, True)",
            "return torch.embedding(weight, ids, 0, False, True)",
            "_3, _4, _5, _6 = torch.embedding_bag(weight, input, offsets, False, 0, True, None,"
                + " False, None)");
  }

  @Test
  void leavesSmallTablesAlone() {
    ArchivedModule module = module(PythonArchives.scripted());

    assertThat(new SparseLookups(module, new LargeTable(11, 2)).sources())
        .containsOnlyKeys(SPARSE + "/___torch_mangle_0.py");
    assertThat(new SparseLookups(module, LargeTable.DEFAULT).sources()).isEmpty();
  }

  @Test
  void leavesLookUpsAloneThatCannotBeRewrittenSurely() {
    assertThat(rewritten("return torch.embedding(self.w, i)")).contains("(self.w, i, -1, False, T");
    assertThat(rewritten("return torch.embedding(self.w, i, -1, False, False)"))
        .contains("(self.w, i, -1, False, True)");
    assertThat(rewritten("w = self.w\n    return torch.embedding(w, i)")).contains("True");

    assertThat(rewritten("return torch.embedding(torch.mul(self.w, 2), i)")).isEmpty();
    assertThat(rewritten("return torch.embedding(self.w, i, -1, True, False)")).isEmpty();
    assertThat(rewritten("return torch.embedding(self.w, i, -1, False, flag)")).isEmpty();
    assertThat(rewritten("return torch.embedding(self.w, i, sparse=False)")).isEmpty();
    assertThat(rewritten("w = self.w\n    w = torch.mul(w, 2)\n    return torch.embedding(w, i)"))
        .isEmpty();
    assertThat(rewritten("self.w = torch.mul(self.w, 2)\n    return torch.embedding(self.w, i)"))
        .isEmpty();
    assertThat(rewritten("return torch.embedding(i, self.w)")).isEmpty();
    assertThat(rewritten("# torch.embedding(self.w, i)")).isEmpty();
    assertThat(rewritten("return \"torch.embedding(self.w, i)\"")).isEmpty();
    assertThat(rewritten("return torch.embedding(")).isEmpty();
    assertThat(rewritten("return (((\"")).isEmpty();
  }

  private String rewritten(String body) {
    Path file = folder.resolve("model.pt");
    new TorchScriptArchive(
            "Looks",
            "  def forward(self, i: Tensor, flag: bool=False) -> Tensor:\n    " + body + "\n",
            List.of(new Parameter("w", List.of(3, 2), new float[6])))
        .write(file);
    return new SparseLookups(module(file), ANY).sources().getOrDefault("code/__torch__.py", "");
  }

  private static List<String> changes(
      ArchivedModule module, Map<String, String> sources, String record) {
    List<String> before = module.source(record).orElseThrow().lines().toList();
    List<String> after = sources.get(record).lines().toList();
    assertThat(after).hasSameSizeAs(before);
    return after.stream().filter(line -> !before.contains(line)).map(String::strip).toList();
  }

  private static ArchivedModule module(Path file) {
    try (TorchScriptRecords records = TorchScriptRecords.open(file)) {
      return ArchivedModule.of(records);
    }
  }
}
