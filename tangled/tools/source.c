/* Generated from chapters/93-tokens.nw by make tangle: do not edit. MIT licence. */
#include "source.h"
#include "command.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool
buffer_append(struct buffer *b, const void *bytes, size_t size)
{
    if (b->room - b->size < size) {
        size_t room = b->room < 64 ? 64 : b->room * 2;
        char *grown;

        while (room - b->size < size)
            room *= 2;
        grown = realloc(b->bytes, room);
        if (grown == NULL)
            return false;
        b->bytes = grown;
        b->room = room;
    }
    if (size > 0)
        memcpy(b->bytes + b->size, bytes, size);
    b->size += size;
    return true;
}

void
buffer_free(struct buffer *b)
{
    free(b->bytes);
    *b = (struct buffer){NULL, 0, 0};
}

int
refuse(const struct source *s, size_t line, const char *format, ...)
{
    char what[200];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    complain("%s:%zu: %s", s->name, line, what);
    return REFUSED;
}

enum encoding { UNDECLARED, ASCII, LATIN1, UTF8, UNKNOWN };

/* What the LENGTH bytes of NAME mean. Editors append what they know about line
   ends: "utf-8-unix". Python 2.7 takes that for "utf-8",
   but "utf8-unix" for nothing. */
static enum encoding
encoding_called(const char *name, size_t length)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } known[] = {{"utf-8", UTF8},        {"utf8", UTF8},
                 {"latin-1", LATIN1},    {"latin1", LATIN1},
                 {"iso-8859-1", LATIN1}, {"iso-latin-1", LATIN1},
                 {"ascii", ASCII}};
    char plain[16] = "";

    for (size_t i = 0; i < length && i + 1 < sizeof plain; i++)
        plain[i] = name[i] == '_' ? '-' : (char)tolower((unsigned char)name[i]);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        size_t n = strlen(known[i].name);

        if (strncmp(plain, known[i].name, n) == 0 &&
            (plain[n] == '\0' || (plain[n] == '-' && plain[3] != '8')))
            return known[i].encoding;
    }
    return UNKNOWN;
}

/* What the line from P on declares; *END becomes its end. */
static enum encoding
declared_encoding(const char *p, const char **end)
{
    *end = strchr(p, '\n');
    p += strspn(p, " \t\f");
    if (*p != '#')
        return UNDECLARED;
    for (; p + 7 <= *end; p++) {
        size_t length;

        if (strncmp(p, "coding", 6) != 0 || (p[6] != ':' && p[6] != '='))
            continue;
        p += 7;
        p += strspn(p, " \t");
        length = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.");
        if (length > 0)
            return encoding_called(p, length);
    }
    return UNDECLARED;
}

/* The encoding of TEXT and the line that declares it; *START becomes what
   follows the mark, if there is one. */
static enum encoding
find_encoding(const char **start, size_t *line)
{
    bool mark = strncmp(*start, "\xef\xbb\xbf", 3) == 0;
    const char *first = *start + (mark ? 3 : 0), *end;
    enum encoding encoding = declared_encoding(first, &end);
    size_t blanks = strspn(first, " \t\f");

    *start = first;
    *line = 1;
    if (encoding == UNDECLARED && end[1] != '\0' &&
        (first[blanks] == '#' || first[blanks] == '\n')) {
        *line = 2;
        encoding = declared_encoding(end + 1, &end);
    }
    if (!mark)
        return encoding;
    return encoding == UNDECLARED || encoding == UTF8 ? UTF8 : UNKNOWN;
}

long
next_letter(const char **p, bool utf8)
{
    static const long least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *b = (const unsigned char *)*p;
    int length = b[0] < 0x80 ? 1 : b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : 4;
    long letter = b[0];

    if (!utf8 || length == 1) {
        ++*p;
        return letter;
    }
    if (b[0] < 0xc2 || b[0] > 0xf4)
        return -1;
    letter &= 0xff >> (length + 1);
    for (int i = 1; i < length; i++) {
        if ((b[i] & 0xc0) != 0x80)
            return -1;
        letter = letter << 6 | (b[i] & 0x3f);
    }
    if (letter < least[length] || letter > 0x10ffff ||
        (letter >= 0xd800 && letter < 0xe000))
        return -1;
    *p += length;
    return letter;
}

/* \r\n and \r become \n; the last line gets one if it has none. */
static int
join_line_ends(struct buffer *text)
{
    size_t to = 0;

    for (size_t from = 0; from < text->size; from++) {
        char c = text->bytes[from];

        if (c == '\r' && from + 1 < text->size && text->bytes[from + 1] == '\n')
            continue;
        text->bytes[to++] = c == '\r' ? '\n' : c;
    }
    text->size = to;
    if (to > 0 && text->bytes[to - 1] == '\n')
        return 0;
    return buffer_append(text, "\n", 1) ? 0 : NO_MEMORY;
}

static int
check_letters(const struct source *s, enum encoding encoding)
{
    size_t line = 1;

    for (const char *p = s->start; *p != '\0';) {
        unsigned char c = (unsigned char)*p;

        line += c == '\n';
        if (c >= 0x80 && encoding < LATIN1)
            return refuse(s, line,
                          "byte \\x%02x is not ASCII, and no encoding is "
                          "declared that has it",
                          c);
        if (next_letter(&p, encoding == UTF8) < 0)
            return refuse(s, line, "byte \\x%02x begins no letter of UTF-8", c);
    }
    return 0;
}

static size_t
count_lines(const char *p)
{
    size_t lines = 1;

    for (; *p != '\0'; p++)
        lines += *p == '\n';
    return lines;
}

static int
read_all(struct source *s, FILE *in)
{
    char block[4096];
    size_t size;

    while ((size = fread(block, 1, sizeof block, in)) > 0)
        if (!buffer_append(&s->text, block, size))
            return NO_MEMORY;
    if (ferror(in)) {
        unreadable(s->name);
        return REFUSED;
    }
    if (join_line_ends(&s->text) < 0 || !buffer_append(&s->text, "", 1))
        return NO_MEMORY;
    size = strlen(s->text.bytes);
    if (size + 1 < s->text.size)
        return refuse(s, count_lines(s->text.bytes), "a zero byte");
    return 0;
}

int
source_read(struct source *s, const char *name, FILE *in)
{
    s->name = name;
    return read_all(s, in);
}

int
source_begin(struct source *s, bool three)
{
    enum encoding encoding;
    size_t line;

    s->three = three;
    s->start = s->text.bytes;
    encoding = find_encoding(&s->start, &line);
    if (encoding == UNKNOWN)
        return refuse(s, line,
                      "this encoding is not read: only ASCII, Latin-1 and "
                      "UTF-8 are");
    if (encoding == UNDECLARED && three)
        encoding = UTF8;
    s->utf8 = encoding == UTF8;
    return check_letters(s, encoding);
}

void
source_free(struct source *s)
{
    buffer_free(&s->text);
}
