package dev.bckd.distillation.djl;

import dev.bckd.distillation.djl.TorchScriptMethod.Call;
import dev.bckd.inference.djl.ArchivedModule;
import dev.bckd.inference.djl.ArchivedModule.ModuleObject;
import dev.bckd.inference.djl.ArchivedTensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rewrites the source of a module so that the gradients of its large embedding tables come as rows
 * and not as tables: the argument {@code sparse} of their look-ups, which PyTorch writes into the
 * source as a literal, becomes true. What the module computes stays the same.
 *
 * <p>Only a look-up that says on its face what it does is rewritten: straight in an attribute of
 * the module that is a trainable parameter, scaled by no frequency, with no limit on the norm, and
 * not the maximum of a bag. Others stay dense, which is correct and slower. A class that is also
 * used for small tables is rewritten for these too.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html">
 *     torch.nn.functional.embedding</a>
 */
final class SparseLookups {
  /** What PyTorch writes, and the arguments that matter; -1 for one that is not there. */
  private record Form(int table, int maxNorm, int scaled, int mode, int sparse, String omitted) {}

  private static final int NONE = -1;

  private static final Map<String, Form> FORMS =
      Map.of(
          "torch.embedding", new Form(0, NONE, 3, NONE, 4, "-1, False, True"),
          "torch.embedding_bag", new Form(0, NONE, 3, 4, 5, ""),
          "__torch__.torch.nn.functional.embedding", new Form(1, 3, 5, NONE, 6, ""),
          "__torch__.torch.nn.functional.embedding_bag", new Form(1, 3, 5, 6, 7, ""));

  /** Sum and mean, by name and by number; the maximum has no sparse gradient. */
  private static final Set<String> MODES = Set.of("\"sum\"", "\"mean\"", "0", "1");

  private final ArchivedModule module;
  private final LargeTable large;

  /**
   * @param large which tables are worth it
   */
  SparseLookups(ArchivedModule module, LargeTable large) {
    this.module = module;
    this.large = large;
  }

  /** The sources that change, by record, with as many lines as before; empty if none does. */
  Map<String, String> sources() {
    Map<String, Map<Integer, Edit>> edits = new LinkedHashMap<>();
    if (module.tensors().stream().anyMatch(this::isLarge)) {
      Map<SourceClass, List<TorchScriptMethod>> methods = new HashMap<>();
      for (ModuleObject object : module.objects()) {
        methods.computeIfAbsent(SourceClass.of(object), this::methods).stream()
            .flatMap(method -> edits(object, method))
            .forEach(
                edit ->
                    edits
                        .computeIfAbsent(object.source(), record -> new TreeMap<>())
                        .put(edit.at(), edit));
      }
    }
    Map<String, String> changed = new LinkedHashMap<>();
    edits.forEach(
        (record, changes) ->
            changed.put(record, Edit.apply(module.source(record).orElseThrow(), changes)));
    return changed;
  }

  private record SourceClass(String source, String name) {
    static SourceClass of(ModuleObject object) {
      return new SourceClass(object.source(), object.className());
    }
  }

  private List<TorchScriptMethod> methods(SourceClass type) {
    return TorchScriptMethod.of(module.source(type.source()).orElse(""), type.name());
  }

  private Stream<Edit> edits(ModuleObject object, TorchScriptMethod method) {
    return method.calls().stream().flatMap(call -> edit(object, method, call).stream());
  }

  /** Text to put in the place of some at an offset. */
  private record Edit(int at, int length, String text) {
    /**
     * @param edits by offset, ascending
     */
    static String apply(String source, Map<Integer, Edit> edits) {
      StringBuilder edited = new StringBuilder();
      int from = 0;
      for (Edit edit : edits.values()) {
        edited.append(source, from, edit.at()).append(edit.text());
        from = edit.at() + edit.length();
      }
      return edited.append(source, from, source.length()).toString();
    }
  }

  private Optional<Edit> edit(ModuleObject object, TorchScriptMethod method, Call call) {
    Form form = FORMS.get(call.callee());
    if (form == null || !isPlain(call, form)) {
      return Optional.empty();
    }
    boolean isLarge =
        method
            .attribute(call.arguments().get(form.table()))
            .map(path -> object.path().isEmpty() ? path : object.path() + "." + path)
            .flatMap(module::tensor)
            .filter(this::isLarge)
            .isPresent();
    return isLarge ? sparse(call, form) : Optional.empty();
  }

  private boolean isLarge(ArchivedTensor tensor) {
    return tensor.role() == ArchivedTensor.Role.PARAMETER
        && tensor.requiresGrad()
        && large.is(tensor.shape());
  }

  private static boolean isPlain(Call call, Form form) {
    boolean positional =
        call.arguments().stream().flatMap(List::stream).noneMatch(token -> token.is("="));
    return positional
        && call.arguments().size() > form.table()
        && isOneOf(call, form.maxNorm(), Set.of("None"))
        && isOneOf(call, form.scaled(), Set.of("False"))
        && isOneOf(call, form.mode(), MODES);
  }

  /** Also true of an argument that is left out: its default is what is asked for. */
  private static boolean isOneOf(Call call, int index, Set<String> literals) {
    return index == NONE
        || index >= call.arguments().size()
        || literal(call, index).filter(literals::contains).isPresent();
  }

  private static Optional<String> literal(Call call, int index) {
    List<SourceToken> argument = call.arguments().get(index);
    return argument.size() == 1 ? Optional.of(argument.get(0).text()) : Optional.empty();
  }

  private static Optional<Edit> sparse(Call call, Form form) {
    if (call.arguments().size() > form.sparse()) {
      SourceToken flag = call.arguments().get(form.sparse()).get(0);
      return literal(call, form.sparse()).filter("False"::equals).isPresent()
          ? Optional.of(new Edit(flag.begin(), flag.text().length(), "True"))
          : Optional.empty();
    }
    // What PyTorch leaves out at the end, because it is the default, has to be said now.
    List<String> omitted = List.of(form.omitted().split(", ", -1));
    int missing = form.sparse() + 1 - call.arguments().size();
    if (missing > omitted.size() || form.omitted().isEmpty()) {
      return Optional.empty();
    }
    List<String> said = omitted.subList(omitted.size() - missing, omitted.size());
    return Optional.of(new Edit(call.close(), 0, ", " + String.join(", ", said)));
  }
}
