package dev.bckd.upgrade.process;

import dev.bckd.model.BadInputException;
import dev.bckd.process.ProtocolStreams;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.Upgrade;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** The child's side: does stages, tells how each ended, and ends with its parent. */
public final class StageServing {
  private static final int ENDED = 70;

  private StageServing() {}

  /** Puts the stages together that a child can do. */
  @FunctionalInterface
  public interface Workshop {
    Stages stages(WorkerFolders folders, ParentParts parent);
  }

  /** Does what the parent asks for, until it asks no more or that fails; does not return. */
  public static void serve(Workshop workshop) {
    ParentLine parent = new ParentLine(ProtocolStreams.take());
    try {
      Message.Begin begin = parent.begin();
      Stages stages = stages(workshop, begin, new ParentParts(parent));
      while (true) {
        parent.tell(done(stages, begin));
        begin = parent.begin();
      }
    } catch (BadInputException e) {
      parent.tell(new Message.BadInput(String.valueOf(e.getMessage())));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      System.err.println(trace);
      parent.tell(new Message.Broken("a defect of bckd: " + first(e)));
    }
    Runtime.getRuntime().halt(ENDED);
  }

  private static Throwable first(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : first(cause);
  }

  private static Stages stages(Workshop workshop, Message.Begin begin, ParentParts parts) {
    WorkerFolders folders =
        new WorkerFolders(Path.of(begin.home()), Path.of(begin.policies()), Path.of(begin.work()));
    return workshop.stages(folders, parts);
  }

  private static Message done(Stages stages, Message.Begin begin) {
    MessageCodec codec = new MessageCodec();
    List<JournalEntry> entries = begin.entries().stream().map(codec::entry).toList();
    Upgrade upgrade = Upgrade.replay(entries);
    Stage stage =
        stages
            .due(upgrade)
            .orElseThrow(
                () -> new IllegalStateException("there is no stage for " + upgrade.state()));
    return new Message.Done(codec.text(stage.work(upgrade)));
  }
}
