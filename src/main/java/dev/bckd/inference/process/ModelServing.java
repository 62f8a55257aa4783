package dev.bckd.inference.process;

import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.process.ProtocolStreams;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The child's side of a served model: loads it and answers, many requests at once. */
public final class ModelServing {
  private static final int ORPHANED = 1;

  private final DataInputStream in;
  private final DataOutputStream out;

  private ModelServing(ProtocolStreams streams) {
    this.in = new DataInputStream(streams.input());
    this.out = new DataOutputStream(new BufferedOutputStream(streams.output()));
  }

  /** Answers until the parent has gone; does not return. */
  public static void serve(ScoringEngine engine) {
    ModelServing serving = new ModelServing(ProtocolStreams.take());
    try {
      serving.run(engine);
    } catch (IOException e) {
      System.err.println(e);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  private void run(ScoringEngine engine) throws IOException {
    Frame first = Frame.read(in);
    Bodies.Opening opening = Bodies.opening(first.body());
    ScoringModel model;
    try {
      model = engine.open(opening.file(), opening.signature());
    } catch (BadInputException e) {
      tell(bad(first, e));
      return;
    }
    tell(new Frame(first.id(), Frame.Kind.OPENED, Bodies.numbers(width(model))));
    ExecutorService answering = Executors.newCachedThreadPool();
    while (true) {
      Frame asked = Frame.read(in);
      answering.execute(() -> answer(asked, model));
    }
  }

  private static Bodies.Rows width(ScoringModel model) {
    return new Bodies.Rows(model.width(), new float[0]);
  }

  private void answer(Frame asked, ScoringModel model) {
    Frame answer;
    try {
      answer = new Frame(asked.id(), Frame.Kind.NUMBERS, Bodies.numbers(answered(asked, model)));
    } catch (BadInputException e) {
      answer = bad(asked, e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Whoever asked would wait until the limit for a thread that is no more.
      e.printStackTrace();
      answer = new Frame(asked.id(), Frame.Kind.BROKEN, Bodies.text(e.toString()));
    }
    try {
      tell(answer);
    } catch (IOException e) {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }

  private static Bodies.Rows answered(Frame asked, ScoringModel model) {
    Table rows = Bodies.table(asked.body());
    if (asked.kind() == Frame.Kind.EMBED) {
      Embeddings embeddings = model.embeddings(rows);
      return new Bodies.Rows(embeddings.width(), embeddings.values());
    }
    Scores scores = model.score(rows);
    return new Bodies.Rows(scores.width(), scores.values());
  }

  private static Frame bad(Frame asked, BadInputException e) {
    return new Frame(asked.id(), Frame.Kind.BAD_INPUT, Bodies.text(String.valueOf(e.getMessage())));
  }

  private synchronized void tell(Frame frame) throws IOException {
    frame.write(out);
    out.flush();
  }
}
