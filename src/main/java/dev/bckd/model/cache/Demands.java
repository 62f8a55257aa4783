package dev.bckd.model.cache;

import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is demanded of files before they are used.
 *
 * @param limit most bytes of one file
 * @param digests whether a model file must be named with its digest
 * @param key that model files must be signed for; empty: they need no signature
 * @param ours places that bckd itself writes: what is there was checked on its way in
 */
public record Demands(
    long limit, boolean digests, Optional<SignatureKey> key, Predicate<URI> ours) {}
