package dev.bckd.distillation.djl.loss;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What belongs to each kind of a family of parameters: a table in place of a chain of conditions.
 *
 * @param <K> the family
 * @param <V> what belongs to it
 */
final class ByKind<K, V> {
  private final Map<Class<?>, Function<? super K, ? extends V>> makers = new HashMap<>();

  /** Says what belongs to one kind. */
  <T extends K> ByKind<K, V> with(Class<T> kind, Function<? super T, ? extends V> maker) {
    makers.put(kind, key -> maker.apply(kind.cast(key)));
    return this;
  }

  /** What belongs to this one. */
  V of(K key) {
    Function<? super K, ? extends V> maker = makers.get(key.getClass());
    if (maker == null) {
      throw new IllegalStateException("nothing belongs to " + key);
    }
    return maker.apply(key);
  }
}
