/* Generated from chapters/95-classes.nw by make tangle: do not edit. MIT licence. */
#include "classes.h"
#include "literals.h"

#include <string.h>

struct parser {
    struct tokens *t;
    struct sl_interp *py;
    struct class_statement *s; /* NULL outside of classes */
    bool first;                /* no statement of the body has been read yet */
};

static bool
is_one_of(const struct tokens *t, const char *const *words)
{
    while (*words != NULL && !is_token(t, *words))
        words++;
    return *words != NULL;
}

/* Words that expressions are made of, and the others. */
static const char *const connectives[] = {"and", "else", "for",    "if", "in",
                                          "is",  "not",  "lambda", "or", NULL};
static const char *const verbs[] = {
    "as",     "assert", "break",   "class", "continue", "def",    "del",  "elif",
    "except", "exec",   "finally", "from",  "global",   "import", "pass", "print",
    "raise",  "return", "try",     "while", "with",     "yield",  NULL};

/* Of Python 3. */
static const char *const verbs_3[] = {
    "as",       "assert", "async",  "await",    "break",  "class",
    "continue", "def",    "del",    "elif",     "except", "finally",
    "from",     "global", "import", "nonlocal", "pass",   "raise",
    "return",   "try",    "while",  "with",     "yield",  NULL};

static bool
is_verb(const struct tokens *t)
{
    return is_one_of(t, t->source->three ? verbs_3 : verbs);
}

static bool
is_name(const struct tokens *t)
{
    return t->token.kind == NAME && !is_one_of(t, connectives) && !is_verb(t);
}

/* 0 if the present token is a name that a statement may bind; else REFUSED. */
static int
check_target(const struct tokens *t)
{
    static const char *const constants[] = {"None", "True", "False", "__debug__",
                                            NULL};

    if (!is_name(t))
        return refuse_token(t, "a name is expected");
    if (is_one_of(t, constants))
        return refuse_token(t, "a name of your own is expected");
    return 0;
}

/* The str that NAME is in a class that is called CLASS, or NULL. */
static struct sl_object *
mangled(struct sl_interp *py, const struct sl_str *class, struct token name)
{
    const char *rest = class->data + strspn(class->data, "_");
    struct buffer whole = {NULL, 0, 0};
    struct sl_object *result = NULL;

    if (name.length < 2 || strncmp(name.start, "__", 2) != 0 ||
        strncmp(name.start + name.length - 2, "__", 2) == 0 || *rest == '\0')
        return sl_str_new(py, name.start, name.length, NULL);
    if (buffer_append(&whole, "_", 1) &&
        buffer_append(&whole, rest, strlen(rest)) &&
        buffer_append(&whole, name.start, name.length))
        result = sl_str_new(py, whole.bytes, whole.size, NULL);
    buffer_free(&whole);
    return result;
}

/* names[KEY] = VALUE. Takes over both references, which may be NULL:
   0 or NO_MEMORY. */
static int
bind(struct parser *p, struct sl_object *key, struct sl_object *value)
{
    int result = NO_MEMORY;

    if (key != NULL && value != NULL && sl_str_intern(&key, NULL) == 0 &&
        sl_dict_set(p->s->names, key, value, NULL) == 0)
        result = 0;
    sl_decref(key);
    sl_decref(value);
    return result;
}

static int
bind_text(struct parser *p, const char *name, struct sl_object *value)
{
    return bind(p, sl_str_interned(p->py, name, NULL), value);
}

/* Binds the name that is the present token. */
static int
bind_token(struct parser *p)
{
    const struct sl_str *class = (const struct sl_str *)(const void *)p->s->name;
    int result = check_target(p->t);

    if (result < 0)
        return result;
    if (is_token(p->t, "__metaclass__"))
        return refuse(p->t->source, p->t->token.line,
                      "__metaclass__ is not read: it could make anything of the "
                      "class");
    return bind(p, mangled(p->py, class, p->t->token), sl_incref(sl_none(p->py)));
}

static bool
is_augmented(const struct tokens *t)
{
    const struct token *token = &t->token;

    return token->kind == OPERATOR && token->length > 1 &&
           token->start[token->length - 1] == '=' &&
           (token->length == 3 || strchr("=!<>", *token->start) == NULL);
}

static bool
is_closing(const struct tokens *t)
{
    return is_token(t, ")") || is_token(t, "]") || is_token(t, "}");
}

struct skipped {
    size_t lambdas;     /* outside of brackets, whose colon has not come yet */
    bool value, string; /* the token before ends a value; it is a string */
};

/* 0, or REFUSED where the present token has no place in a value. */
static int
check_skipped(struct tokens *t, struct skipped *s)
{
    bool outside = innermost_bracket(t) == '\0';
    bool string = t->token.kind == STRING;
    bool value =
        string || t->token.kind == NUMBER || is_name(t) || is_token(t, "...");
    bool joined = !s->value || (s->string && string);

    s->value = value || is_closing(t);
    s->string = string;
    if (value && !joined)
        return refuse_token(t, "the end of the value is expected");
    if (is_token(t, "for") && innermost_bracket(t) == '[' && !t->source->three)
        return refuse(t->source, t->token.line,
                      "a list comprehension is not read, as it binds its "
                      "variable: write list(...)");
    if (is_augmented(t) || is_token(t, "@") || is_token(t, "->") || is_verb(t))
        return refuse_token(t, "a value is expected");
    if (outside && is_token(t, "=") && s->lambdas == 0)
        return refuse(t->source, t->token.line, "only names are assigned to");
    if (outside && is_token(t, ":") && s->lambdas == 0)
        return refuse_token(t, "a value is expected");
    if (outside && is_token(t, ":"))
        s->lambdas--;
    if (outside && is_token(t, "lambda"))
        s->lambdas++;
    return 0;
}

/* Skips the value that ends a statement. */
static int
skip_value(struct tokens *t)
{
    struct skipped s = {0, false, false};
    bool begins = t->token.kind != OPERATOR || is_token(t, "...") ||
                  strchr("([{+-~`", *t->token.start);
    bool over = false;
    int result = 0;

    if (is_statement_end(t) || !begins)
        return refuse_token(t, "a value is expected");
    while (result == 0 && !is_statement_end(t)) {
        over = is_token(t, ",") || is_token(t, "`");
        result = check_skipped(t, &s);
        if (result == 0)
            result = next_token(t);
    }
    if (result == 0 && !over && !s.value)
        return refuse_token(t, "the rest of a value is expected");
    return result;
}

/* Skips what is in brackets, of which the present token is the first. */
static int
skip_brackets(struct tokens *t)
{
    struct skipped s = {0, false, false};
    int result = 0;

    while (result == 0 && innermost_bracket(t) != '\0') {
        result = check_skipped(t, &s);
        if (result == 0)
            result = next_token(t);
    }
    return result;
}

static const char *
behind_blanks(const char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\f' || (*p == '\\' && p[1] == '\n'))
        p += *p == '\\' ? 2 : 1;
    return p;
}

/* Whether the present token begins NAME = or NAME, NAME =. */
static bool
is_target(const struct tokens *t)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const char *p = behind_blanks(t->next);

    while (*p == ',') {
        p = behind_blanks(p + 1);
        p = behind_blanks(p + strspn(p, letters));
    }
    return t->token.kind == NAME && *p == '=' && p[1] != '=';
}

/* Goes on behind the = of such names. *SLOTS becomes true if __slots__ is there. */
static int
read_targets(struct parser *p, bool *slots)
{
    bool here = false, several = false;
    int result = 0;

    while (result == 0 && !is_token(p->t, "=")) {
        if (is_token(p->t, "__slots__"))
            here = true;
        else
            result = bind_token(p);
        if (result == 0)
            result = next_token(p->t);
        if (result == 0 && is_token(p->t, ",")) {
            several = true;
            result = next_token(p->t);
        }
    }
    if (result == 0 && here && several)
        return refuse(p->t->source, p->t->token.line,
                      "__slots__ needs an assignment of its own");
    *slots = *slots || here;
    return result == 0 ? next_token(p->t) : result;
}

static int
read_slots(struct parser *p)
{
    struct sl_object *value = NULL;
    int result;

    p->s->slots_line = p->t->token.line;
    result = read_value(p->t, p->py, &value);
    return result == 0 ? bind_text(p, "__slots__", value) : result;
}

static bool
is_annotated(const struct tokens *t)
{
    const char *p = behind_blanks(t->next);

    return t->source->three && t->token.kind == NAME && p[0] == ':' && p[1] != '=';
}

/* Skips an annotation. */
static int
skip_annotation(struct tokens *t)
{
    struct skipped s = {0, false, false};
    int result = 0;

    while (result == 0 && !is_statement_end(t) &&
           !(is_token(t, "=") && innermost_bracket(t) == '\0')) {
        result = check_skipped(t, &s);
        if (result == 0)
            result = next_token(t);
    }
    return result;
}

/* NAME : ANNOTATION, and perhaps = VALUE. */
static int
read_annotated(struct parser *p)
{
    struct token name = p->t->token;
    bool slots = is_token(p->t, "__slots__");
    int result = check_target(p->t);

    if (result == 0)
        result = next_token(p->t);
    if (result == 0)
        result = next_token(p->t);
    if (result == 0)
        result = skip_annotation(p->t);
    if (result == 0)
        result = bind_text(p, "__annotations__", sl_incref(sl_none(p->py)));
    if (result < 0 || is_statement_end(p->t))
        return result;
    result = next_token(p->t);
    if (result < 0 || slots)
        return result < 0 ? result : read_slots(p);
    result = bind(p, mangled(p->py, (struct sl_str *)(void *)p->s->name, name),
                  sl_incref(sl_none(p->py)));
    return result < 0 ? result : skip_value(p->t);
}

static int
read_assignment(struct parser *p)
{
    bool slots = false;
    int result = 0;

    if (is_annotated(p->t))
        return read_annotated(p);
    if (!is_target(p->t))
        return refuse_token(p->t, "in a class only NAME = VALUE, def, pass and "
                                  "strings are read");
    while (result == 0 && is_target(p->t))
        result = read_targets(p, &slots);
    if (result < 0)
        return result;
    return slots ? read_slots(p) : skip_value(p->t);
}

/* Skips the block that begins at the present token. */
static int
skip_block(struct tokens *t)
{
    size_t depth = 0;
    bool colon = true; /* the last line ended in one */
    int result = 0;

    do {
        if (t->token.kind == INDENT && !colon)
            return refuse_token(t, "a line of the same block is expected");
        depth += t->token.kind == INDENT;
        depth -= t->token.kind == DEDENT;
        colon = is_token(t, ":") || (colon && t->token.kind == NEWLINE);
        result = next_token(t);
    } while (result == 0 && depth > 0);
    return result;
}

/* Skips what stands behind a colon, on its line or as a block. */
static int
skip_suite(struct tokens *t)
{
    bool block = t->token.kind == NEWLINE;
    int result = 0;

    while (result == 0 && t->token.kind != NEWLINE)
        result = next_token(t);
    if (result == 0)
        result = next_token(t);
    if (result < 0 || !block)
        return result;
    if (t->token.kind != INDENT)
        return refuse_token(t, "an indented block is expected");
    return skip_block(t);
}

static int
skip_decorators(struct tokens *t)
{
    int result = 0;

    while (result == 0 && is_token(t, "@")) {
        result = next_token(t);
        if (result == 0)
            result = skip_value(t);
        if (result == 0)
            result =
                expect_kind(t, NEWLINE, "the end of the decorator is expected");
    }
    return result;
}

/* Skips -> and what is between it and the colon. */
static int
skip_result(struct tokens *t)
{
    struct skipped s = {0, false, false};
    int result = next_token(t);

    while (result == 0 && !(is_token(t, ":") && innermost_bracket(t) == '\0')) {
        if (is_statement_end(t))
            return refuse_token(t, "':' is expected");
        result = check_skipped(t, &s);
        if (result == 0)
            result = next_token(t);
    }
    return result;
}

static int
read_def(struct parser *p)
{
    struct tokens *t = p->t;
    int result = skip_decorators(t);

    if (result == 0 && t->source->three && is_token(t, "async"))
        result = next_token(t);
    if (result == 0)
        result = expect(t, "def");
    if (result == 0 && is_token(t, "__slots__"))
        return refuse(t->source, t->token.line, "__slots__ is a function here");
    if (result == 0)
        result = bind_token(p);
    if (result == 0)
        result = next_token(t);
    if (result == 0 && !is_token(t, "("))
        return refuse_token(t, "'(' is expected");
    if (result == 0)
        result = skip_brackets(t);
    if (result == 0)
        result = expect(t, ")");
    if (result == 0 && is_token(t, "->"))
        result = skip_result(t);
    if (result == 0)
        result = expect(t, ":");
    return result == 0 ? skip_suite(t) : result;
}

static int
read_simple(struct parser *p)
{
    struct tokens *t = p->t;
    int result = 0;

    if (is_token(t, "pass"))
        return next_token(t);
    if (is_token(t, p->s != NULL ? "def" : "class"))
        return refuse(t->source, t->token.line, "'%s' needs a line of its own",
                      p->s != NULL ? "def" : "class");
    if (t->token.kind != STRING && p->s != NULL)
        return read_assignment(p);
    if (t->token.kind != STRING)
        return refuse_token(t, "only class statements, pass and strings are read");
    if (p->first)
        result = bind_text(p, "__doc__", sl_incref(sl_none(p->py)));
    while (result == 0 && t->token.kind == STRING)
        result = next_token(t);
    return result;
}

static int
read_simple_line(struct parser *p)
{
    int result;

    do {
        result = read_simple(p);
        p->first = false;
        if (result < 0 || !is_token(p->t, ";"))
            break;
        result = next_token(p->t);
    } while (result == 0 && p->t->token.kind != NEWLINE);
    if (result < 0)
        return result;
    return expect_kind(p->t, NEWLINE, "the end of the statement is expected");
}

static int
read_body(struct parser *p)
{
    struct tokens *t = p->t;
    int result;

    if (t->token.kind != NEWLINE)
        return read_simple_line(p);
    result = next_token(t);
    if (result == 0)
        result = expect_kind(t, INDENT, "an indented block is expected");
    while (result == 0 && t->token.kind != DEDENT) {
        if (is_token(t, "def") || is_token(t, "@") ||
            (t->source->three && is_token(t, "async")))
            result = read_def(p);
        else
            result = read_simple_line(p);
        p->first = false;
    }
    return result == 0 ? next_token(t) : result;
}

static int
read_bases(struct parser *p)
{
    struct tokens *t = p->t;
    int result = 0;

    while (result == 0 && !is_token(t, ")")) {
        if (!is_name(t))
            return refuse_token(t, "the name of a base is expected");
        if (!buffer_append(&p->s->bases, &t->token, sizeof t->token))
            return NO_MEMORY;
        result = next_token(t);
        if (result == 0 && !is_token(t, ",") && !is_token(t, ")"))
            return refuse_token(t, "only names are read as bases");
        if (result == 0 && is_token(t, ","))
            result = next_token(t);
    }
    return result == 0 ? next_token(t) : result;
}

/* Notes the present token as the name of the class. */
static int
begin_class(struct parser *p)
{
    const struct token *name = &p->t->token;
    int result = check_target(p->t);

    if (result < 0)
        return result;
    p->s->name = sl_str_new(p->py, name->start, name->length, NULL);
    p->s->names = sl_dict_new(p->py, NULL);
    if (p->s->name == NULL || p->s->names == NULL ||
        sl_str_intern(&p->s->name, NULL) < 0)
        return NO_MEMORY;
    for (const char *const *bound = p->py->platform->release->body_names;
         *bound != NULL; bound++)
        if (bind_text(p, *bound, sl_incref(sl_none(p->py))) < 0)
            return NO_MEMORY;
    return next_token(p->t);
}

static int
read_class(struct parser *p)
{
    struct tokens *t = p->t;
    size_t line = t->token.line;
    int result = next_token(t);

    if (result == 0)
        result = begin_class(p);
    if (result == 0 && is_token(t, "(")) {
        result = next_token(t);
        if (result == 0)
            result = read_bases(p);
    }
    if (result == 0 && p->s->bases.size == 0 && !t->source->three)
        return refuse(t->source, line,
                      "a class without bases is of the old style, and no type: "
                      "write '%.60s(object)'",
                      ((struct sl_str *)(void *)p->s->name)->data);
    if (result == 0)
        result = expect(t, ":");
    return result == 0 ? read_body(p) : result;
}

int
next_class(struct tokens *t, struct sl_interp *py, struct class_statement *s)
{
    struct parser outside = {t, py, NULL, false}, inside = {t, py, s, true};
    int result = 0;

    *s = (struct class_statement){.name = NULL};
    while (result == 0 && t->token.kind != AT_END && !is_token(t, "class"))
        result = read_simple_line(&outside);
    if (result < 0 || t->token.kind == AT_END)
        return result;
    result = read_class(&inside);
    if (result == 0)
        return 1;
    class_statement_free(s);
    return result;
}

void
class_statement_free(struct class_statement *s)
{
    sl_decref(s->name);
    if (s->names != NULL)
        sl_decref(&s->names->object);
    buffer_free(&s->bases);
    *s = (struct class_statement){.name = NULL};
}
