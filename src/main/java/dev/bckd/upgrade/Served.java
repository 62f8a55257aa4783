package dev.bckd.upgrade;

import dev.bckd.model.Digest;
import java.net.URI;

/**
 * A version whose file was fetched and checked.
 *
 * @param version its version
 * @param uri where the file is
 * @param digest of the file
 */
public record Served(String version, URI uri, Digest digest) {}
