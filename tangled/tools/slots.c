/* Generated from chapters/90-slots.nw by make tangle: do not edit. MIT licence. */
/* The command: which subcommands there are, and which one is meant. */
#include "command.h"

#include <stdio.h>
#include <string.h>

#define SL_VERSION "0.1"

extern const struct command dict_command;
extern const struct command cost_command;
extern const struct command layout_command;
extern const struct command verify_command;

static const struct command *const commands[] = {
    &dict_command,
    &cost_command,
    &layout_command,
    &verify_command,
};

static int
usage(FILE *to)
{
    fprintf(to, "usage: slots COMMAND [OPTION]... [FILE]\n"
                "       slots COMMAND --help\n"
                "       slots --version\n\ncommands:\n");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        fprintf(to, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
    return to == stdout ? 0 : 2;
}

int
main(int argc, char **argv)
{
    if (argc < 2)
        return usage(stderr);
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return finish(usage(stdout));
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        return finish(printf("slots " SL_VERSION "\n") < 0);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(argv[1], commands[i]->name) == 0)
            return finish(commands[i]->run(commands[i], argc - 1, argv + 1));
    complain("there is no command '%s'; slots --help lists them", argv[1]);
    return 2;
}
