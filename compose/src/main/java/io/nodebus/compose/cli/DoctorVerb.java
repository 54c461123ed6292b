package io.nodebus.compose.cli;

import io.nodebus.compose.tools.Doctor;
import io.nodebus.compose.tools.Finding;
import io.nodebus.compose.tools.Supplies;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description =
                "Look whether real nodes can run here: what is missing, and how to get it. Changes"
                        + " nothing.")
final class DoctorVerb implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var env = System.getenv();
        var examined =
                Doctor.examine(
                        Supplies.usual(env, Console::progress).look(env.getOrDefault("PATH", "")));
        var out = Console.out(spec);
        for (var finding : examined.findings()) {
            switch (finding) {
                case Finding.Sound(var subject, var detail) ->
                        out.printf("ok       %-20s %s%n", subject, detail);
                case Finding.Reduced(var subject, var detail) ->
                        out.printf("reduced  %-20s %s%n", subject, detail);
                case Finding.Lacking lacking -> missing(out, lacking, lacking.remedy());
                case Finding.Absent absent -> missing(out, absent, absent.remedy());
            }
        }
        out.flush();
        if (examined.isSound()) {
            return 0;
        }
        Console.complain(examined.line());
        return 2;
    }

    private static void missing(PrintWriter out, Finding finding, String remedy) {
        out.printf(
                "missing  %-20s %s%n         %-20s get it: %s%n",
                finding.subject(), finding.detail(), "", remedy);
    }
}
