package dev.bckd.distillation.djl;

import dev.bckd.inference.djl.ArchivedModule;
import dev.bckd.inference.djl.ArchivedModule.ModuleObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rewrites the source of a module so that its products of matrices are computed in bfloat16, as
 * PyTorch's autocast has it: both factors are cast, and the product is float32 again. Weights and
 * their gradients are float32 as before.
 *
 * <p>PyTorch's own autocast cannot be switched on from outside Python, and TorchScript's form of it
 * is the work of the graph optimiser, which is off in training.
 *
 * @see <a href="https://pytorch.org/docs/stable/amp.html">torch.amp</a>
 */
final class MixedPrecision {
  /** Where the functions are put that are called in the place of PyTorch's. */
  private static final String RECORD = "code/__torch__/bckd/mixed.py";

  /** Type 15 is bfloat16; a tensor that is not float32 stays. */
  private static final String FUNCTIONS =
      """
      def low(x: Tensor) -> Tensor:
        return torch._autocast_to_reduced_precision(x, True, True, 15, 15)
      def linear(x: Tensor, weight: Tensor, bias: Optional[Tensor]=None) -> Tensor:
        product = torch.linear(__torch__.bckd.mixed.low(x), __torch__.bckd.mixed.low(weight), None)
        full = torch._autocast_to_full_precision(product, True, True)
        if torch.__isnot__(bias, None):
          result = torch.add(full, unchecked_cast(Tensor, bias))
        else:
          result = full
        return result
      def matmul(x: Tensor, y: Tensor) -> Tensor:
        product = torch.matmul(__torch__.bckd.mixed.low(x), __torch__.bckd.mixed.low(y))
        return torch._autocast_to_full_precision(product, True, True)
      def mm(x: Tensor, y: Tensor) -> Tensor:
        product = torch.mm(__torch__.bckd.mixed.low(x), __torch__.bckd.mixed.low(y))
        return torch._autocast_to_full_precision(product, True, True)
      def bmm(x: Tensor, y: Tensor) -> Tensor:
        product = torch.bmm(__torch__.bckd.mixed.low(x), __torch__.bckd.mixed.low(y))
        return torch._autocast_to_full_precision(product, True, True)
      """;

  private static final Pattern PRODUCT =
      Pattern.compile("(?<![\\w.])torch\\.(linear|matmul|mm|bmm)\\(");

  private final ArchivedModule module;

  MixedPrecision(ArchivedModule module) {
    this.module = module;
  }

  /**
   * The records that change or are added.
   *
   * @param sources those that have changed before, by record
   * @return empty where the module's own code multiplies no matrices
   */
  Map<String, String> sources(Map<String, String> sources) {
    Map<String, String> changed = new HashMap<>();
    for (ModuleObject object : module.objects()) {
      Optional.ofNullable(sources.get(object.source()))
          .or(() -> module.source(object.source()))
          .filter(text -> PRODUCT.matcher(text).find())
          .map(text -> PRODUCT.matcher(text).replaceAll("__torch__.bckd.mixed.$1("))
          .ifPresent(text -> changed.put(object.source(), text));
    }
    if (!changed.isEmpty()) {
      changed.put(RECORD, FUNCTIONS);
    }
    return changed;
  }
}
