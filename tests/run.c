/* A command runs in a child with three pipes. One loop feeds and drains them as
   they are ready, so that neither side can wait for the other, whatever the command
   says or reads. */
#define _POSIX_C_SOURCE 200809L

#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INPUT, OUTPUT, ERROR, STREAMS };
enum { READ_END, WRITE_END };

struct text {
    char *bytes;
    size_t size, room;
};

/* The end of stream I that stays with us. */
static int
our_end(int i)
{
    return i == INPUT ? WRITE_END : READ_END;
}

static void
close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

static void
close_pipes(int pipes[STREAMS][2])
{
    for (int i = 0; i < STREAMS; i++) {
        close_end(&pipes[i][READ_END]);
        close_end(&pipes[i][WRITE_END]);
    }
}

/* No end is inherited but by dup2, and ours never block. */
static int
open_pipes(int pipes[STREAMS][2])
{
    for (int i = 0; i < STREAMS; i++)
        pipes[i][READ_END] = pipes[i][WRITE_END] = -1;
    for (int i = 0; i < STREAMS; i++) {
        if (pipe(pipes[i]) < 0 ||
            fcntl(pipes[i][READ_END], F_SETFD, FD_CLOEXEC) < 0 ||
            fcntl(pipes[i][WRITE_END], F_SETFD, FD_CLOEXEC) < 0 ||
            fcntl(pipes[i][our_end(i)], F_SETFL, O_NONBLOCK) < 0) {
            close_pipes(pipes);
            return -1;
        }
    }
    return 0;
}

/* The child's side; does not return. */
static void
become(const char *command, int pipes[STREAMS][2])
{
    signal(SIGPIPE, SIG_DFL);
    for (int i = 0; i < STREAMS; i++)
        if (dup2(pipes[i][!our_end(i)], i) < 0)
            _exit(127);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

/* Reads what is there. Returns 1 if there may be more, 0 at the end, -1 on an
   error. */
static int
drain(int end, struct text *text)
{
    ssize_t count;

    if (text->room - text->size < 2) {
        size_t room = text->room == 0 ? 4096 : text->room * 2;
        char *bytes = realloc(text->bytes, room);

        if (bytes == NULL)
            return -1;
        text->bytes = bytes;
        text->room = room;
    }
    count = read(end, text->bytes + text->size, text->room - text->size - 1);
    if (count < 0)
        return errno == EAGAIN || errno == EINTR ? 1 : -1;
    text->size += (size_t)count;
    text->bytes[text->size] = '\0';
    return count > 0;
}

/* Writes what fits. Returns 1 if there is more to write, 0 if not or if nobody
   reads it. */
static int
feed(int end, const char **input, size_t *size)
{
    ssize_t count = *size > 0 ? write(end, *input, *size) : 0;

    if (count < 0)
        return errno == EAGAIN || errno == EINTR;
    *input += count;
    *size -= (size_t)count;
    return *size > 0;
}

static int
serve(int pipes[STREAMS][2], const char *input, size_t input_size,
      struct text texts[])
{
    struct pollfd ready[STREAMS];

    for (;;) {
        int open = 0;

        for (int i = 0; i < STREAMS; i++) {
            ready[i].fd = pipes[i][our_end(i)];
            ready[i].events = i == INPUT ? POLLOUT : POLLIN;
            ready[i].revents = 0;
            open += i != INPUT && ready[i].fd >= 0;
        }
        if (open == 0)
            return 0;
        if (poll(ready, STREAMS, -1) < 0 && errno != EINTR)
            return -1;
        for (int i = 0; i < STREAMS; i++) {
            int more = 1;

            if (ready[i].revents != 0)
                more = i == INPUT ? feed(ready[i].fd, &input, &input_size)
                                  : drain(ready[i].fd, &texts[i]);
            if (more < 0)
                return -1;
            if (more == 0)
                close_end(&pipes[i][our_end(i)]);
        }
    }
}

static int
wait_for(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Forks, serves and waits, with SIGPIPE out of the way. */
static int
run_child(const char *command, const char *input, size_t input_size,
          struct text texts[STREAMS])
{
    int pipes[STREAMS][2], served, status;
    pid_t child;

    if (open_pipes(pipes) < 0)
        return -1;
    child = fork();
    if (child == 0)
        become(command, pipes);
    if (child < 0) {
        close_pipes(pipes);
        return -1;
    }
    for (int i = 0; i < STREAMS; i++)
        close_end(&pipes[i][!our_end(i)]);
    served = serve(pipes, input, input_size, texts);
    close_pipes(pipes);
    status = wait_for(child);
    return served < 0 ? -1 : status;
}

int
run(const char *command, const char *input, size_t input_size,
    struct captured *result)
{
    struct text texts[STREAMS] = {{NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}};
    struct sigaction ignore, before;

    memset(result, 0, sizeof *result);
    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    fflush(NULL);
    if (sigaction(SIGPIPE, &ignore, &before) < 0)
        return -1;
    result->status = run_child(command, input, input_size, texts);
    sigaction(SIGPIPE, &before, NULL);
    result->out = texts[OUTPUT].bytes;
    result->out_size = texts[OUTPUT].size;
    result->err = texts[ERROR].bytes;
    result->err_size = texts[ERROR].size;
    if (result->status >= 0 && result->out != NULL && result->err != NULL)
        return 0;
    captured_free(result);
    return -1;
}

int
run_format(struct captured *result, const char *format, ...)
{
    char command[4096];
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= sizeof command) {
        memset(result, 0, sizeof *result);
        errno = E2BIG;
        return -1;
    }
    return run(command, NULL, 0, result);
}

void
captured_free(struct captured *result)
{
    free(result->out);
    free(result->err);
    memset(result, 0, sizeof *result);
}
