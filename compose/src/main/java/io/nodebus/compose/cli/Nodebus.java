package io.nodebus.compose.cli;

import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Server.NoServer;
import io.nodebus.compose.manifest.BadManifest;
import io.nodebus.compose.plane.UpRefused;
import io.nodebus.contracts.wire.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The root of the command line.
@Command(
        name = "nodebus",
        description = "The Kubernetes node plane as services on a message bus.",
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "./nodebus VERB --help says more. Exit codes: 0 done, 1 refused or failed, 2 asked"
                    + " wrongly."
        })
public final class Nodebus implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /// Answers the exit code. Of all verbs only the one that is asked for is built: what each of
    /// them takes is found out by reflection, which costs more time than most answers.
    public static int run(List<String> arguments) {
        var line =
                arguments.isEmpty() || !Verbs.ALONE.contains(arguments.getFirst())
                        ? commandLine(Verbs.ALL.keySet())
                        : commandLine(Set.of(arguments.getFirst()));
        return line.execute(arguments.toArray(String[]::new));
    }

    static CommandLine commandLine(Set<String> verbs) {
        var root = new CommandLine(new Nodebus());
        for (var verb : verbs) {
            root.addSubcommand(Objects.requireNonNull(Verbs.ALL.get(verb)).get());
        }
        root.getSubcommands().values().forEach(Nodebus::addHelp);
        addHelp(root);
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Nodebus::askedWrongly)
                .setExecutionExceptionHandler(new Complaints());
    }

    private static void addHelp(CommandLine verb) {
        verb.getCommandSpec()
                .mixinStandardHelpOptions(true)
                .version("nodebus " + Version.ofThisBuild());
        verb.getSubcommands().values().forEach(Nodebus::addHelp);
    }

    @Override
    public Integer call() {
        var root = Objects.requireNonNull(spec).commandLine();
        root.usage(root.getErr());
        return CommandLine.ExitCode.USAGE;
    }

    /// One line that says what is wrong, the nearest verbs, and where help is: not the whole usage.
    private static int askedWrongly(ParameterException wrong, String[] arguments) {
        var verb = wrong.getCommandLine();
        var nearest =
                wrong instanceof UnmatchedArgumentException unmatched ? nearest(unmatched) : "";
        verb.getErr().println(wrong.getMessage() + nearest);
        if (nearest.isEmpty()) {
            UnmatchedArgumentException.printSuggestions(wrong, verb.getErr());
        }
        verb.getErr().println("See ./" + verb.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /// Of a verb that is none, the one that was most likely meant.
    private static String nearest(UnmatchedArgumentException wrong) {
        var verbs = wrong.getCommandLine().getSubcommands().keySet();
        var word = wrong.getUnmatched().getFirst();
        return word.startsWith("-") ? "" : Nearest.hint(word, verbs);
    }

    /// What went wrong, in one line and without a stack trace: it is the world's fault or the
    /// user's, not ours.
    private static final class Complaints implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(
                Exception thrown, CommandLine verb, @Nullable ParseResult parsed) throws Exception {
            switch (thrown) {
                case Refusal refusal -> verb.getErr().println(refusal.sentence());
                case NoServer none -> verb.getErr().println(none.getMessage());
                case BadManifest bad -> verb.getErr().println(bad.getMessage());
                case UpRefused refused -> {
                    verb.getErr().println(refused.getMessage());
                    return CommandLine.ExitCode.USAGE;
                }
                case IllegalArgumentException wrong ->
                        verb.getErr().println("error: " + wrong.getMessage());
                case UncheckedIOException wrong ->
                        verb.getErr().println(words(Objects.requireNonNull(wrong.getCause())));
                case IOException wrong -> verb.getErr().println(words(wrong));
                default -> throw thrown;
            }
            return CommandLine.ExitCode.SOFTWARE;
        }

        private static String words(IOException wrong) {
            return switch (wrong) {
                case AccessDeniedException denied ->
                        "%s: you may not do that there".formatted(denied.getFile());
                case FileAlreadyExistsException taken ->
                        "%s: there is a file where a folder should be".formatted(taken.getFile());
                case FileSystemException file when file.getReason() != null ->
                        "%s: %s"
                                .formatted(
                                        Objects.requireNonNullElse(
                                                file.getOtherFile(), file.getFile()),
                                        file.getReason());
                case FileSystemException file ->
                        "%s: %s".formatted(file.getFile(), file.getClass().getSimpleName());
                default -> "error: " + wrong.getMessage();
            };
        }
    }
}
