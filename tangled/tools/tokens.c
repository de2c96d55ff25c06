/* Generated from chapters/93-tokens.nw by make tangle: do not edit. MIT licence. */
#include "tokens.h"

#include <stdio.h>
#include <string.h>

bool
is_token(const struct tokens *t, const char *text)
{
    return (t->token.kind == NAME || t->token.kind == OPERATOR) &&
           t->token.length == strlen(text) &&
           memcmp(t->token.start, text, t->token.length) == 0;
}

int
refuse_token(const struct tokens *t, const char *wanted)
{
    static const char *const shown[] = {"the end of the file",
                                        "the end of the line", "an indented line",
                                        "the end of the block"};
    const struct token *token = &t->token;

    if (token->kind < NAME)
        return refuse(t->source, token->line, "%s, not %s", wanted,
                      shown[token->kind]);
    if (token->kind == STRING)
        return refuse(t->source, token->line, "%s, not a string", wanted);
    return refuse(t->source, token->line, "%s, not '%.*s'", wanted,
                  (int)(token->length < 60 ? token->length : 60), token->start);
}

int
expect(struct tokens *t, const char *text)
{
    char what[32];

    if (is_token(t, text))
        return next_token(t);
    snprintf(what, sizeof what, "'%s' is expected", text);
    return refuse_token(t, what);
}

int
expect_kind(struct tokens *t, enum token_kind kind, const char *what)
{
    return t->token.kind == kind ? next_token(t) : refuse_token(t, what);
}

bool
is_statement_end(const struct tokens *t)
{
    return t->token.kind == NEWLINE ||
           (is_token(t, ";") && innermost_bracket(t) == '\0');
}

/* Skips empty lines; returns the column where the next begins that is not,
   or 0 at the end. */
static size_t
first_column(struct tokens *t)
{
    for (;;) {
        const char *p = t->next;
        size_t column = 0;

        for (; *p == ' ' || *p == '\t' || *p == '\f'; p++)
            column = *p == ' ' ? column + 1 : *p == '\t' ? (column / 8 + 1) * 8 : 0;
        if (*p == '#')
            p = strchr(p, '\n');
        t->next = p;
        if (*p != '\n')
            return *p == '\0' ? 0 : column;
        t->next++;
        t->line++;
    }
}

/* Notes which blocks begin or end here: returns whether one begins, or REFUSED. */
static int
read_indent(struct tokens *t)
{
    size_t column = first_column(t);

    if (column > t->columns[t->depth]) {
        if (t->depth + 1 == MAX_INDENTS)
            return refuse(t->source, t->line, "blocks are nested too deeply");
        t->columns[++t->depth] = column;
        return true;
    }
    for (; column < t->columns[t->depth]; t->depth--)
        t->dedents++;
    if (column != t->columns[t->depth])
        return refuse(t->source, t->line,
                      "this line is indented like none of the blocks around it");
    return false;
}

static size_t
open_brackets(const struct tokens *t)
{
    return t->open.size / sizeof(struct token);
}

/* Moves to what is no blank and no comment. 0 or REFUSED. */
static int
skip_blanks(struct tokens *t)
{
    for (;; t->next++) {
        if (*t->next == '#')
            t->next = strchr(t->next, '\n');
        if (*t->next == '\\') {
            if (t->next[1] != '\n')
                return refuse(t->source, t->line, "a backslash within a line");
            t->next++;
            if (t->next[1] == '\0')
                return 0; /* there is nothing to be joined */
        } else if (*t->next == '\n' && open_brackets(t) == 0) {
            return 0;
        }
        if (*t->next == '\n')
            t->line++;
        else if (*t->next != ' ' && *t->next != '\t' && *t->next != '\f')
            return 0;
    }
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* The end of the digits at P that are in DIGITS, and of an L behind them; P if
   there are none. */
static const char *
scan_integer(const char *p, const char *digits)
{
    size_t length = strspn(p, digits);

    if (length == 0)
        return p;
    p += length;
    return *p == 'l' || *p == 'L' ? p + 1 : p;
}

/* The end of a number in a base other than ten at P, or P. */
static const char *
scan_based(const char *p)
{
    static const char hex[] = "0123456789abcdefABCDEF";
    const char *digits = strchr("xX", p[1])   ? hex
                         : strchr("oO", p[1]) ? "01234567"
                                              : "01";
    const char *end = scan_integer(p + 2, digits);

    return end == p + 2 ? p : end;
}

static const char *
skip_digits(const char *p)
{
    while (is_digit(*p))
        p++;
    return p;
}

/* The end of the number at P, or P if it is none. */
static const char *
scan_number(const char *p)
{
    const char *end = skip_digits(p);

    if (p[0] == '0' && p[1] != '\0' && strchr("xXoObB", p[1]) != NULL)
        return scan_based(p);
    if (*end == '.')
        end = skip_digits(end + 1);
    if ((*end == 'e' || *end == 'E') &&
        is_digit(end[1 + (end[1] == '+' || end[1] == '-')]))
        end = skip_digits(end + 2);
    if (*end == 'j' || *end == 'J')
        return end + 1;
    if (end > skip_digits(p)) /* a point or an exponent */
        return end;
    if (*p == '0' && p + strspn(p, "01234567") != end)
        return p;
    return scan_integer(p, "0123456789");
}

/* The end of the digits at P that are in DIGITS, in groups with underscores. */
static const char *
scan_groups(const char *p, const char *digits)
{
    const char *end = p + strspn(p, digits);

    while (end > p && *end == '_' && strspn(end + 1, digits) > 0)
        end += 1 + strspn(end + 1, digits);
    return end;
}

/* The end of the number of Python 3 at P, or P if it is none. */
static const char *
scan_number_3(const char *p)
{
    static const char ten[] = "0123456789";
    const char *end = scan_groups(p, ten), *whole = end;

    if (p[0] == '0' && p[1] != '\0' && strchr("xXoObB", p[1]) != NULL) {
        const char *digits = strchr("xX", p[1])   ? "0123456789abcdefABCDEF"
                             : strchr("oO", p[1]) ? "01234567"
                                                  : "01";
        const char *from = p + 2 + (p[2] == '_');

        end = scan_groups(from, digits);
        return end == from ? p : end;
    }
    if (*end == '.')
        end = scan_groups(end + 1, ten);
    if ((*end == 'e' || *end == 'E') &&
        is_digit(end[1 + (end[1] == '+' || end[1] == '-')]))
        end = scan_groups(end + 1 + (end[1] == '+' || end[1] == '-'), ten);
    if (*end == 'j' || *end == 'J')
        return end + 1;
    return end == whole && *p == '0' && p + strspn(p, "0_") != end ? p : end;
}

static int
prefix_length_3(const char *p)
{
    static const char *const prefixes[] = {"",   "u",  "b",  "r", "f",
                                           "br", "rb", "fr", "rf"};
    char prefix[3] = "";
    int length = 0;

    for (; length < 2 && p[length] != '\0' && strchr("uUbBrRfF", p[length]) != NULL;
         length++)
        prefix[length] = (char)(p[length] | 0x20);
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (strcmp(prefix, prefixes[i]) == 0)
            return p[length] == '\'' || p[length] == '"' ? length : -1;
    return -1;
}

/* How many letters before a quote at P are a string's prefix; -1 if this is
   none. */
static int
prefix_length(const char *p, bool three)
{
    int length = 0;

    if (three)
        return prefix_length_3(p);
    if (*p != '\0' && strchr("uUbB", p[length]) != NULL)
        length++;
    if (p[length] == 'r' || p[length] == 'R')
        length++;
    return p[length] == '\'' || p[length] == '"' ? length : -1;
}

/* Moves behind the string at the present token's start, whose quote is at P:
   0 or REFUSED. */
static int
scan_string(struct tokens *t, const char *p)
{
    char quote = *p;
    size_t quotes = p[1] == quote && p[2] == quote ? 3 : 1;

    for (p += quotes;; p++) {
        if (*p == quote && (quotes == 1 || (p[1] == quote && p[2] == quote)))
            break;
        if (*p == '\\')
            p++;
        else if (*p == '\n' && quotes == 1)
            break;
        t->line += *p == '\n';
        if (*p == '\0')
            break;
    }
    if (*p != quote)
        return refuse(t->source, t->token.line, "this string is never closed");
    t->next = p + quotes;
    return 0;
}

/* 0 if the string that is the present token has no open brace, or is not
   computed. */
static int
check_braces(const struct tokens *t, int prefix)
{
    const char *p = t->token.start, *end = t->next;
    int depth = 0;

    if (memchr(p, 'f', (size_t)prefix) == NULL &&
        memchr(p, 'F', (size_t)prefix) == NULL)
        return 0;
    for (; p < end; p++)
        depth += (*p == '{') - (*p == '}');
    return depth == 0 ? 0
                      : refuse(t->source, t->token.line,
                               "a string within a computed string is not read");
}

static int
open_bracket(struct tokens *t)
{
    return buffer_append(&t->open, &t->token, sizeof t->token) ? 0 : NO_MEMORY;
}

/* The innermost open bracket; there is one. */
static struct token
last_open(const struct tokens *t)
{
    struct token last;

    memcpy(&last, t->open.bytes + t->open.size - sizeof last, sizeof last);
    return last;
}

static int
close_bracket(struct tokens *t)
{
    static const char pairs[] = "()[]{}";
    char last;

    if (open_brackets(t) == 0)
        return refuse(t->source, t->token.line, "'%c' closes nothing",
                      *t->token.start);
    last = *last_open(t).start;
    if (strchr(pairs, last)[1] != *t->token.start)
        return refuse(t->source, t->token.line, "'%c' is closed by '%c'", last,
                      *t->token.start);
    t->open.size -= sizeof(struct token);
    return 0;
}

static int
scan_operator(struct tokens *t)
{
    const char *p = t->token.start;

    bool three = t->source->three;

    if (strchr("()[]{}:,;.@`=+-*/%&|^~<>!", *p) == NULL || (three && *p == '`') ||
        (*p == '!' && p[1] != '='))
        return refuse(t->source, t->line, "byte \\x%02x begins nothing in Python",
                      (unsigned char)*p);
    t->next = p + 1;
    if ((*p == p[1] && strchr("*/<>", *p) != NULL) ||
        (*p == '<' && p[1] == '>' && !three) || (three && strncmp(p, "->", 2) == 0))
        t->next++;
    if (*t->next == '=' && strchr("=+-*/%&|^<>!", *p) != NULL)
        t->next++;
    else if (three && *t->next == '=' && strchr(":@", *p) != NULL)
        t->next++;
    if (three && strncmp(p, "...", 3) == 0)
        t->next = p + 3;
    t->token.length = (size_t)(t->next - p);
    if (strchr("([{", *p) != NULL)
        return open_bracket(t);
    return strchr(")]}", *p) != NULL ? close_bracket(t) : 0;
}

static int
scan_visible(struct tokens *t)
{
    const char *p = t->next;
    int prefix = prefix_length(p, t->source->three), result = 0;

    if (prefix >= 0) {
        t->token.kind = STRING;
        result = scan_string(t, p + prefix);
        if (result == 0 && t->source->three)
            result = check_braces(t, prefix);
    } else if (is_letter(*p)) {
        t->token.kind = NAME;
        while (is_letter(*t->next) || is_digit(*t->next))
            t->next++;
    } else if (is_digit(*p) || (*p == '.' && is_digit(p[1]))) {
        t->token.kind = NUMBER;
        t->next = t->source->three ? scan_number_3(p) : scan_number(p);
        if (t->next == p)
            return refuse(t->source, t->line, "this is no number of Python %s",
                          t->source->three ? "3" : "2.7");
    } else {
        t->token.kind = OPERATOR;
        return scan_operator(t);
    }
    t->token.length = (size_t)(t->next - p);
    return result;
}

static int
scan_end(struct tokens *t)
{
    struct token last;

    t->token.kind = AT_END;
    if (open_brackets(t) == 0)
        return 0;
    last = last_open(t);
    return refuse(t->source, last.line, "this '%c' is never closed", *last.start);
}

char
innermost_bracket(const struct tokens *t)
{
    return open_brackets(t) == 0 ? '\0' : *last_open(t).start;
}

int
next_token(struct tokens *t)
{
    int begins = 0;

    if (t->at_line_start) {
        t->at_line_start = false;
        begins = read_indent(t);
    }
    if (begins < 0 || (begins == 0 && t->dedents == 0 && skip_blanks(t) < 0))
        return REFUSED;
    t->token = (struct token){NEWLINE, t->next, 0, t->line};
    if (begins > 0) {
        t->token.kind = INDENT;
    } else if (t->dedents > 0) {
        t->dedents--;
        t->token.kind = DEDENT;
    } else if (*t->next == '\0') {
        return scan_end(t);
    } else if (*t->next != '\n') {
        return scan_visible(t);
    } else {
        t->at_line_start = true;
        t->next++;
        t->line++;
    }
    return 0;
}

int
tokens_begin(struct tokens *t, const struct source *s)
{
    *t = (struct tokens){
        .source = s, .next = s->start, .line = 1, .at_line_start = true};
    return next_token(t);
}

void
tokens_end(struct tokens *t)
{
    buffer_free(&t->open);
}
