/** TorchScript models through DJL: written from Java, loaded, proved and asked for scores. */
@NullMarked
package dev.bckd.inference.djl;

import org.jspecify.annotations.NullMarked;
