package io.embedesk.examples.commands;

import java.io.InputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands, in one program. */
@Command(name = "embedesk", mixinStandardHelpOptions = true, description = "A desk's commands.")
public final class Commands {
    private Commands() {}

    static CommandLine of(InputStream in) {
        return new CommandLine(new Commands())
                .addSubcommand(new PipeMail(in))
                .addSubcommand(new Import())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    public static void main(String[] args) {
        System.exit(of(System.in).execute(args));
    }
}
