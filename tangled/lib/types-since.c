/* Generated from chapters/89-types-since.nw by make tangle: do not edit. MIT licence. */
#include "types-since.h"
#include "instance.h"

#include <assert.h>
#include <string.h>

unsigned char
sl_front_of(const struct sl_type *type, bool dict, bool weakrefs)
{
    enum sl_front front = sl_release_of(type)->front;
    unsigned char words = 0;

    if (dict &&
        (front == SL_FRONT_BOTH || (front == SL_FRONT_DICT && type->itemsize == 0)))
        words |= SL_DICT_IN_FRONT;
    if (weakrefs && front == SL_FRONT_BOTH)
        words |= SL_WEAKREFS_IN_FRONT;
    return words;
}

size_t
sl_front_size(const struct sl_type *type)
{
    return type->front != 0 ? 2 * type->interp->platform->abi->pointer.size : 0;
}

void
sl_lay_out_front(struct sl_type *type, unsigned char front)
{
    ptrdiff_t pointer = type->interp->platform->abi->pointer.size;

    if (front & SL_DICT_IN_FRONT)
        type->dictoffset = sl_release_of(type)->front == SL_FRONT_BOTH
                               ? -1
                               : -((ptrdiff_t)type->basicsize + 3 * pointer);
    if (front & SL_WEAKREFS_IN_FRONT)
        type->weaklistoffset = -4 * pointer;
    type->front |= front;
}

void *
sl_front_word(struct sl_object *o, unsigned char which)
{
    char *head = (char *)o - (o->type->gc ? sizeof(union sl_gc_head) : 0);

    assert(o->type->front & which);
    return head - (which == SL_DICT_IN_FRONT ? 1 : 2) * sizeof(void *);
}

bool
sl_has_inline_values(const struct sl_type *type)
{
    const struct sl_release *release = sl_release_of(type);
    size_t bare = sl_builtin(type->interp, SL_OBJECT)->basicsize;

    return release->values == SL_VALUES_INLINE &&
           (type->front & SL_DICT_IN_FRONT) && type->itemsize == 0 &&
           (!release->hybrid_slip || type->basicsize == bare);
}

bool
sl_class_has_head(const struct sl_type *type, bool added)
{
    size_t bare = sl_builtin(type->interp, SL_OBJECT)->basicsize;

    switch (sl_release_of(type)->class_head) {
    case SL_HEAD_LARGER: return type->base->gc || type->basicsize > bare;
    case SL_HEAD_ADDED: return type->base->gc || added;
    default: return true;
    }
}

static size_t
digits_of(const struct sl_platform *platform, long value)
{
    unsigned long rest =
        value < 0 ? 0UL - (unsigned long)value : (unsigned long)value;
    int bits = sl_calcsize(platform->abi, platform->digit, NULL) > 2 ? 30 : 15;
    size_t count = 0;

    for (; rest > 0; rest >>= bits)
        count++;
    return count;
}

/* How many items an object of TYPE has that holds what O holds. */
static size_t
length_under(const struct sl_type *type, const struct sl_object *o)
{
    if (type->itemsize == 0)
        return 0;
    if (sl_is_a(o, SL_INT))
        return digits_of(type->interp->platform,
                         ((const struct sl_int *)(const void *)o)->value);
    return (size_t)((const struct sl_var_object *)(const void *)o)->size;
}

size_t
sl_length_of(const struct sl_object *o)
{
    return length_under(o->type, o);
}

static size_t
displacement_under(const struct sl_type *type, const struct sl_object *o)
{
    if (type->made == NULL)
        return 0;
    if (type->itemsize > 0)
        return length_under(type, o) * type->itemsize;
    if (!sl_release_of(type)->text || !sl_is_a(o, SL_STR))
        return 0;
    return sl_round_up(
        (size_t)((const struct sl_var_object *)(const void *)o)->size,
        sizeof(void *));
}

size_t
sl_displacement(const struct sl_object *o)
{
    return displacement_under(o->type, o);
}

size_t
sl_living_size(const struct sl_type *type, const struct sl_object *value)
{
    size_t letters = type->itemsize > 0 ? 0 : displacement_under(type, value);

    return sl_var_size(type, length_under(type, value)) + letters;
}

bool
sl_may_list_weakrefs(const struct sl_type *base)
{
    return base->weaklistoffset == 0 &&
           (base->itemsize == 0 || sl_release_of(base)->slots_with_items);
}

bool
sl_may_add_slots(const struct sl_type *base)
{
    return base->itemsize == 0 ||
           sl_root_of(base) == sl_builtin(base->interp, SL_TUPLE);
}

int
sl_with_items(const struct sl_type *base, struct sl_error *error)
{
    return sl_fail(error, SL_TYPE_ERROR,
                   "%s __slots__ not supported for subtype of '%s'",
                   sl_wording_of(&base->object)->with_items, base->name);
}

int
sl_check_shadow(struct sl_dict *names, struct sl_object *name,
                struct sl_error *error)
{
    const char *text = ((struct sl_str *)(void *)name)->data;
    int found;

    if (names == NULL || !sl_release_of(name->type)->text ||
        strcmp(text, "__dict__") == 0 || strcmp(text, "__weakref__") == 0)
        return 0;
    found = sl_dict_get(names, name, NULL, error);
    if (found == 0)
        return 0;
    return found < 0
               ? -1
               : sl_fail(error, SL_VALUE_ERROR,
                         "'%.200s' in __slots__ conflicts with class variable",
                         text);
}

const char *const sl_body_names_27[] = {"__module__", NULL};
const char *const sl_body_names_36[] = {"__module__", "__qualname__", NULL};
const char *const sl_body_names_313[] = {"__module__", "__firstlineno__",
                                         "__static_attributes__", NULL};

/* Writes CHARACTER to P, or nowhere if that is NULL; returns its bytes. */
static size_t
put_utf8(char *p, uint32_t character)
{
    size_t more = character < 0x80 ? 0 : character < 0x800 ? 1 : 2;
    static const unsigned char marks[] = {0, 0xc0, 0xe0, 0xf0};

    more += character >= 0x10000 ? 1 : 0;
    for (size_t i = more; p != NULL && i > 0; i--, character >>= 6)
        p[i] = (char)(0x80 | (character & 0x3f));
    if (p != NULL)
        p[0] = (char)(marks[more] | character);
    return more + 1;
}

struct sl_object *
sl_text_new(struct sl_interp *interp, const uint32_t *characters, size_t length,
            struct sl_error *error)
{
    size_t size = 0;
    struct sl_object *o;

    if (!interp->platform->release->text)
        return sl_unicode_new(interp, characters, length, error);
    for (size_t i = 0; i < length; i++)
        size += put_utf8(NULL, characters[i]);
    o = sl_str_new(interp, NULL, size, error);
    if (o == NULL)
        return NULL;
    size = 0;
    for (size_t i = 0; i < length; i++)
        size += put_utf8(((struct sl_str *)(void *)o)->data + size, characters[i]);
    return o;
}

struct sl_object *
sl_bytes_new(struct sl_interp *interp, const char *bytes, size_t length,
             struct sl_error *error)
{
    struct sl_object *o = sl_str_new(interp, bytes, length, error);

    if (o != NULL && interp->platform->release->text) {
        struct sl_type *type = sl_builtin(interp, SL_BYTES);

        sl_decref(&o->type->object);
        o->type = (struct sl_type *)(void *)sl_incref(&type->object);
    }
    return o;
}

struct letters {
    uint32_t first, last;
};

/* Letters beyond ASCII; what is behind U+0588 is by blocks. */
static const struct letters starts[] = {
    {0xaa, 0xaa},     {0xb5, 0xb5},     {0xba, 0xba},       {0xc0, 0xd6},
    {0xd8, 0xf6},     {0xf8, 0x2c1},    {0x2c6, 0x2d1},     {0x2e0, 0x2e4},
    {0x2ec, 0x2ec},   {0x2ee, 0x2ee},   {0x370, 0x374},     {0x376, 0x377},
    {0x37b, 0x37d},   {0x37f, 0x37f},   {0x386, 0x386},     {0x388, 0x38a},
    {0x38c, 0x38c},   {0x38e, 0x3a1},   {0x3a3, 0x3f5},     {0x3f7, 0x481},
    {0x48a, 0x52f},   {0x531, 0x556},   {0x559, 0x559},     {0x560, 0x588},
    {0x5d0, 0x1fff},  {0x2c00, 0x2dff}, {0x3005, 0x3007},   {0x3031, 0xd7ff},
    {0xf900, 0xfdff}, {0xfe70, 0xfefc}, {0x10000, 0x1cfff}, {0x20000, 0x3ffff},
};

static const struct letters further[] = {
    {0xb7, 0xb7}, {0x300, 0x36f}, {0x387, 0x387}, {0x483, 0x487}, {0x591, 0x5bd}};
static bool
is_among(uint32_t letter, const struct letters *table, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (letter >= table[i].first && letter <= table[i].last)
            return true;
    return false;
}

static bool
may_stand(uint32_t letter, bool first)
{
    if (letter < 0x80)
        return letter == '_' || (letter >= 'a' && letter <= 'z') ||
               (letter >= 'A' && letter <= 'Z') ||
               (!first && letter >= '0' && letter <= '9');
    return is_among(letter, starts, sizeof starts / sizeof starts[0]) ||
           (!first &&
            is_among(letter, further, sizeof further / sizeof further[0]));
}

bool
sl_is_identifier(const char *text, size_t length)
{
    size_t i = 0;
    bool first = true;

    for (; i < length; first = false) {
        unsigned char lead = (unsigned char)text[i++];
        int more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        uint32_t letter = more == 0 ? lead : lead & (0x3fu >> more);

        for (; more > 0 && i < length; more--)
            letter = letter << 6 | ((unsigned char)text[i++] & 0x3f);
        if (!may_stand(letter, first))
            return false;
    }
    return length > 0;
}

#define NO_ATTRIBUTE "'%.100s' object has no attribute '%.200s'"
#define NO_ROOM NO_ATTRIBUTE " and no __dict__ for setting new attributes"
#define NOT_IN_CLASS "type object '%.50s' has no attribute '%.400s'"
#define GOT_ONE "__weakref__ slot disallowed: "
#define GOT_ONE_OR GOT_ONE "either we already got one, or __itemsize__ != 0"
#define GOT_ONE_ALREADY GOT_ONE "we already got one"
#define ONLY "__class__ assignment only supported for "
#define ONLY_HEAP ONLY "heap types or ModuleType subclasses"
#define ONLY_MUTABLE ONLY "mutable types or ModuleType subclasses"
const struct sl_wording sl_wording_27 = {
    .setting = NO_ATTRIBUTE,
    .unborn = NO_ATTRIBUTE,
    .article = "",
    .weakrefs_twice = GOT_ONE_OR,
    .with_items = "nonempty",
    .mro_break = "\n",
    .only_classes = "__class__ assignment: only for heap types",
    .a_class = "new-style class"};
#define WORDING_36 \
    .setting = NO_ATTRIBUTE, .weakrefs_twice = GOT_ONE_OR, \
    .with_items = "nonempty", .mro_break = "\n", .new_class_first = true, \
    .a_class = "a class"

const struct sl_wording sl_wording_36 = {WORDING_36, .article = "",
                                         .only_classes = ONLY_HEAP};
const struct sl_wording sl_wording_38 = {WORDING_36, .article = "a ",
                                         .only_classes = ONLY_HEAP};
const struct sl_wording sl_wording_310 = {
    WORDING_36, .article = "a ", .unset = SL_UNSET_CLASS, .immutable = true,
    .only_classes = ONLY_MUTABLE};
const struct sl_wording sl_wording_311 = {WORDING_36,
                                          .article = "a ",
                                          .unset = SL_UNSET_CLASS,
                                          .unborn = NO_ATTRIBUTE,
                                          .deleting = NO_ATTRIBUTE,
                                          .class_deleting = NOT_IN_CLASS,
                                          .immutable = true,
                                          .only_classes = ONLY_MUTABLE};
#define WORDING_312 \
    .unborn = NO_ATTRIBUTE, .deleting = NO_ATTRIBUTE, \
    .class_deleting = NOT_IN_CLASS, .immutable = true, .article = "a ", \
    .weakrefs_twice = GOT_ONE_ALREADY, .new_class_first = true, \
    .only_classes = ONLY_MUTABLE, .a_class = "a class"

const struct sl_wording sl_wording_312 = {
    WORDING_312, .setting = NO_ATTRIBUTE, .unset = SL_UNSET_CLASS,
    .with_items = "nonempty", .mro_break = "\n"};
const struct sl_wording sl_wording_313 = {
    WORDING_312, .setting = NO_ROOM, .unset = SL_UNSET_QUALIFIED,
    .with_items = "nonempty", .mro_break = " "};
const struct sl_wording sl_wording_315 = {
    WORDING_312, .setting = NO_ROOM, .unset = SL_UNSET_QUALIFIED,
    .with_items = "arbitrary", .mro_break = " "};
const struct sl_release *
sl_release_of(const struct sl_type *type)
{
    return type->interp->platform->release;
}

const struct sl_wording *
sl_wording_of(const struct sl_object *o)
{
    return sl_release_of(o->type)->wording;
}

/* The module that TYPE says it is from, or NULL. */
static const char *
module_of(const struct sl_type *type)
{
    struct sl_object *key = sl_str_interned(type->interp, "__module__", NULL);
    struct sl_object *value = key == NULL ? NULL : sl_type_lookup(type, key);
    const char *text = value != NULL && sl_is_a(value, SL_STR)
                           ? ((struct sl_str *)(void *)value)->data
                           : NULL;

    sl_decref(key);
    return text != NULL && strcmp(text, "__main__") != 0 ? text : NULL;
}

int
sl_fail_unset(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    bool qualified = sl_wording_of(o)->unset == SL_UNSET_QUALIFIED;
    const char *module = qualified ? module_of(o->type) : NULL;

    return sl_fail(error, SL_ATTRIBUTE_ERROR,
                   "'%.200s%s%.200s' object has no attribute '%.100s'",
                   module != NULL ? module : "", module != NULL ? "." : "",
                   o->type->name, ((struct sl_str *)(void *)name)->data);
}

int
sl_fail_builtin(const struct sl_type *type, const char *text,
                struct sl_error *error)
{
    if (sl_wording_of(&type->object)->immutable)
        return sl_fail(error, SL_TYPE_ERROR,
                       "cannot set '%s' attribute of immutable type '%s'", text,
                       type->name);
    return sl_fail(error, SL_TYPE_ERROR,
                   "can't set attributes of built-in/extension type '%s'",
                   type->name);
}

int
sl_fail_deleting(const struct sl_type *type, const char *text,
                 struct sl_error *error)
{
    const char *format = sl_wording_of(&type->object)->class_deleting;

    return format == NULL
               ? sl_fail(error, SL_ATTRIBUTE_ERROR, "%s", text)
               : sl_fail(error, SL_ATTRIBUTE_ERROR, format, type->name, text);
}

const struct sl_builtin_row *
sl_row_since(const struct sl_platform *platform, enum sl_builtin which)
{
    const struct sl_types_since *t = platform->release->types;

    for (; t != NULL; t = t->before)
        for (const struct sl_row_since *r = t->rows; r->row.name != NULL; r++)
            if (r->which == which)
                return &r->row;
    return NULL;
}

const char *
sl_more_since(const struct sl_platform *platform, const char *name,
              const char *more)
{
    const struct sl_types_since *t = platform->release->types;

    for (; t != NULL; t = t->before)
        for (const struct sl_more_since *e = t->exceptions; e->name != NULL; e++)
            if (strcmp(e->name, name) == 0)
                return e->more;
    return more;
}

const char *
sl_name_since(const struct sl_platform *platform, const char *name)
{
    if (!platform->release->text)
        return strcmp(name, "bytes") == 0 ? "str" : name;
    return strcmp(name, "IOError") == 0 || strcmp(name, "EnvironmentError") == 0
               ? "OSError"
               : name;
}

static size_t
size_since(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

static size_t
str_outside(const struct sl_platform *platform, size_t length)
{
    (void)platform;
    return length + 1;
}

static size_t
bytes_outside(const struct sl_platform *platform, size_t length)
{
    (void)platform;
    return length == 0 ? 0 : length + 1;
}

static size_t
bytes_object_outside(const struct sl_platform *platform, size_t length)
{
    return length == 0 ? 0 : size_since(platform, "nPnnc") + length;
}

static size_t
words_outside(const struct sl_platform *platform, size_t length)
{
    return length * platform->abi->pointer.size;
}

static size_t
digit_of_nought(const struct sl_platform *platform, size_t length)
{
    return length == 0 ? size_since(platform, platform->digit) : 0;
}

static size_t
set_outside_since(const struct sl_platform *platform, size_t length)
{
    enum { MANY = 50000 };
    size_t places = 8;

    for (size_t used = 0; used < length;) {
        size_t want;

        used = ((places - 1) * 3 + 4) / 5; /* the element that is too many */
        if (used > length)
            break;
        want = used > MANY ? 2 * used : 4 * used;
        while (places <= want)
            places *= 2;
    }
    return places == 8 ? 0 : 2 * places * platform->abi->pointer.size;
}

static size_t
table_size(const struct sl_platform *platform, size_t places)
{
    size_t cell = places <= 128 ? 1 : places <= 32768 ? 2 : 4;

    return size_since(platform, platform->release->keys) + cell * places +
           places * 2 / 3 * 3 * platform->abi->pointer.size;
}

static size_t
dict_outside_since(const struct sl_platform *platform, size_t length)
{
    const struct sl_release *release = platform->release;
    size_t places = release->empty_table || length > 0 ? 8 : 0, used;

    while (places > 0 && (used = places * 2 / 3) < length) {
        size_t want =
            release->growth == SL_GROWTH_HALF ? 2 * used + places / 2 : 3 * used;

        for (places = 8; places < want;)
            places *= 2;
    }
    return places == 0 ? 0 : table_size(platform, places);
}

static const struct sl_row_since rows_36[] = {
    {SL_INT, {"int", .basic = SL_VAR_OBJECT_FORMAT, .item = ""}},
    {SL_BOOL, {"bool", .base = SL_INT, .basic = "nPnn", .item = "", .final = true}},
    {SL_LONG,
     {"long", .basic = SL_VAR_OBJECT_FORMAT, .item = "", .nameless = true}},
    {SL_BASESTRING, {"basestring", .nameless = true}},
    {SL_STR,
     {"str", .basic = "nP2niPnPnP", .counted = "nP2niP", .outside = str_outside}},
    {SL_UNICODE, {"unicode", .basic = SL_UNICODE_FORMAT, .nameless = true}},
    {SL_BYTES, {"bytes", .basic = "nPnnc", .item = "c"}},
    {SL_BYTEARRAY, {"bytearray", .basic = "nP2n2Pi0P", .outside = bytes_outside}},
    {SL_LIST, {"list", .basic = "nPnPn", .gc = true, .outside = words_outside}},
    {SL_DICT,
     {"dict", .basic = "nPnqPP", .gc = true, .outside = dict_outside_since}},
    {SL_BASE_EXCEPTION,
     {"BaseException", .basic = "nP5Pc0P", .gc = true, .dict = "nP"}},
    {SL_TYPE,
     {"type", .basic = "nPn105P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_MAP, {"map", .basic = "nP2P", .gc = true}},
    {SL_FILTER, {"filter", .basic = "nP2P", .gc = true}},
    {SL_ZIP, {"zip", .basic = "nPn2P", .gc = true}},
    {SL_RANGE, {"range", .basic = "nP4P", .final = true}},
    {SL_STATICMETHOD, {"staticmethod", .basic = "nP2P", .gc = true, .dict = "nPP"}},
    {SL_CLASSMETHOD, {"classmethod", .basic = "nP2P", .gc = true, .dict = "nPP"}},
    {SL_BUFFER, {"buffer", .basic = "nP2P2nil", .final = true, .nameless = true}},
    {SL_MEMORYVIEW,
     {"memoryview", .basic = "nPn15P", .item = "n", .gc = true, .final = true,
      .weaklist = "nPn14P"}},
    {SL_FILE, {"file", .basic = "nP4P2i4P3iPPP3i0P", .nameless = true}},
    {SL_MODULE,
     {"module", .basic = "nP5P", .gc = true, .nameless = true, .dict = "nP",
      .weaklist = "nP3P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP12P", .gc = true, .final = true, .nameless = true,
      .dict = "nP7P", .weaklist = "nP8P"}},
    {SL_BUILTIN_FUNCTION,
     {"builtin_function_or_method", .basic = "nP4P", .gc = true, .final = true,
      .nameless = true, .weaklist = "nP3P"}},
    {SL_MEMBER_DESCRIPTOR,
     {"member_descriptor", .basic = "nP4P", .gc = true, .final = true,
      .nameless = true}},
    {SL_GETSET_DESCRIPTOR,
     {"getset_descriptor", .basic = "nP4P", .gc = true, .final = true,
      .nameless = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_36[] = {
    {"BaseExceptionGroup", NULL},
    {"EncodingWarning", NULL},
    {"PythonFinalizationError", NULL},
    {"_IncompleteInputError", NULL},
    {NULL, NULL}};
const struct sl_types_since sl_types_36 = {NULL, rows_36, exceptions_36};
static const struct sl_more_since no_exceptions[] = {{NULL, NULL}};
static const struct sl_row_since rows_37[] = {
    {SL_SET,
     {"set", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
      .outside = set_outside_since}},
    {SL_FROZENSET,
     {"frozenset", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
      .outside = set_outside_since}},
    {SL_OBJECT, {.name = NULL}}};
const struct sl_types_since sl_types_37 = {&sl_types_36, rows_37, no_exceptions};
static const struct sl_row_since rows_38[] = {
    {SL_TYPE,
     {"type", .basic = "nPn107P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP13P", .gc = true, .final = true, .nameless = true,
      .dict = "nP7P", .weaklist = "nP8P"}},
    {SL_BUILTIN_FUNCTION,
     {"builtin_function_or_method", .basic = "nP5P", .gc = true, .final = true,
      .nameless = true, .weaklist = "nP3P"}},
    {SL_OBJECT, {.name = NULL}}};
const struct sl_types_since sl_types_38 = {&sl_types_37, rows_38, no_exceptions};
static const struct sl_row_since rows_310[] = {
    {SL_TYPE,
     {"type", .basic = "nPn108P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP14P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_PROPERTY, {"property", .basic = "nP5Pi0P", .gc = true}},
    {SL_ZIP, {"zip", .basic = "nPn2Pi0P", .gc = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_310[] = {{"AttributeError", "2P"},
                                                      {"NameError", "P"},
                                                      {"SyntaxError", "8P"},
                                                      {"EncodingWarning", ""},
                                                      {NULL, NULL}};
const struct sl_types_since sl_types_310 = {&sl_types_38, rows_310, exceptions_310};
static const struct sl_row_since rows_311[] = {
    {SL_INT,
     {"int", .basic = SL_VAR_OBJECT_FORMAT, .item = "",
      .outside = digit_of_nought}},
    {SL_BASE_EXCEPTION,
     {"BaseException", .basic = "nP6Pc0P", .gc = true, .dict = "nP"}},
    {SL_TYPE,
     {"type", .basic = "nPn110P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP15P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_ENUMERATE, {"enumerate", .basic = "nPn4P", .gc = true}},
    {SL_WEAKREF, {"weakref", .basic = "nPPPlPPP", .gc = true, .nameless = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_311[] = {{"BaseExceptionGroup", "2P"},
                                                      {NULL, NULL}};
const struct sl_types_since sl_types_311 = {&sl_types_310, rows_311,
                                            exceptions_311};
static const struct sl_row_since rows_312[] = {
    {SL_BOOL, {"bool", .base = SL_INT, .final = true}},
    {SL_STR,
     {"str", .basic = "nP2ni0PnPP", .counted = "nP2ni0P", .outside = str_outside}},
    {SL_TYPE,
     {"type", .basic = "nPn112P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP16P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_312[] = {{"ImportError", "4P"},
                                                      {NULL, NULL}};
const struct sl_types_since sl_types_312 = {&sl_types_311, rows_312,
                                            exceptions_312};
static const struct sl_row_since rows_313[] = {
    {SL_TYPE,
     {"type", .basic = "nPn113P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_313[] = {
    {"PythonFinalizationError", ""}, {"_IncompleteInputError", ""}, {NULL, NULL}};
const struct sl_types_since sl_types_313 = {&sl_types_312, rows_313,
                                            exceptions_313};
static const struct sl_row_since rows_314[] = {
    {SL_TUPLE, {"tuple", .basic = "nPnn", .item = "P", .gc = true}},
    {SL_TYPE,
     {"type", .basic = "nPn114P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP17P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_STATICMETHOD, {"staticmethod", .gc = true, .nameless = true}},
    {SL_CLASSMETHOD, {"classmethod", .gc = true, .nameless = true}},
    {SL_SUPER, {"super", .gc = true, .nameless = true}},
    {SL_ENUMERATE, {"enumerate", .gc = true, .nameless = true}},
    {SL_REVERSED, {"reversed", .gc = true, .nameless = true}},
    {SL_MAP, {"map", .gc = true, .nameless = true}},
    {SL_FILTER, {"filter", .gc = true, .nameless = true}},
    {SL_ZIP, {"zip", .gc = true, .nameless = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_314[] = {
    {"AttributeError", NULL},
    {"BaseExceptionGroup", NULL},
    {"ImportError", NULL},
    {"NameError", NULL},
    {"StopIteration", NULL},
    {"SyntaxError", NULL},
    {"SystemExit", NULL},
    {"UnicodeDecodeError", NULL},
    {"UnicodeEncodeError", NULL},
    {"UnicodeTranslateError", NULL},
    {NULL, NULL}};
const struct sl_types_since sl_types_314 = {&sl_types_313, rows_314,
                                            exceptions_314};
static const struct sl_row_since rows_315[] = {
    {SL_BYTEARRAY,
     {"bytearray", .basic = "nP2n2PnP", .outside = bytes_object_outside}},
    {SL_TYPE,
     {"type", .basic = "nPn115P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_MODULE,
     {"module", .basic = "nP11P", .gc = true, .nameless = true, .dict = "nP",
      .weaklist = "nP2P"}},
    {SL_OBJECT, {.name = NULL}}};
const struct sl_types_since sl_types_315 = {&sl_types_314, rows_315, no_exceptions};
static const struct sl_family families_since[] = {
    {"BaseException", "", {"GeneratorExit", "KeyboardInterrupt"}},
    {"BaseException", "P", {"SystemExit"}},
    {"BaseException", "2P", {"BaseExceptionGroup"}},
    {"Exception",
     "",
     {"ArithmeticError", "AssertionError", "AttributeError", "BufferError",
      "EOFError", "LookupError", "MemoryError", "NameError", "ReferenceError",
      "RuntimeError", "StopAsyncIteration", "SystemError", "TypeError",
      "ValueError", "Warning"}},
    {"Exception", "P", {"StopIteration"}},
    {"Exception", "3P", {"ImportError"}},
    {"Exception", "5P", {"OSError"}},
    {"Exception", "6P", {"SyntaxError"}},
    {"ArithmeticError",
     "",
     {"FloatingPointError", "OverflowError", "ZeroDivisionError"}},
    {"ImportError", "", {"ModuleNotFoundError"}},
    {"LookupError", "", {"IndexError", "KeyError"}},
    {"NameError", "", {"UnboundLocalError"}},
    {"OSError",
     "",
     {"BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError",
      "FileNotFoundError", "InterruptedError", "IsADirectoryError",
      "NotADirectoryError", "PermissionError", "ProcessLookupError",
      "TimeoutError"}},
    {"ConnectionError",
     "",
     {"BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError",
      "ConnectionResetError"}},
    {"RuntimeError",
     "",
     {"NotImplementedError", "PythonFinalizationError", "RecursionError"}},
    {"SyntaxError", "", {"IndentationError", "_IncompleteInputError"}},
    {"IndentationError", "", {"TabError"}},
    {"ValueError", "", {"UnicodeError"}},
    {"UnicodeError",
     "5P",
     {"UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError"}},
    {"Warning",
     "",
     {"BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning",
      "ImportWarning", "PendingDeprecationWarning", "ResourceWarning",
      "RuntimeWarning", "SyntaxWarning", "UnicodeWarning", "UserWarning"}},
    {NULL, NULL, {NULL}}};
const struct sl_family *
sl_families_since(const struct sl_platform *platform)
{
    return platform->release->types == NULL ? NULL : families_since;
}

static size_t
shared_keys_size(const struct sl_type *type)
{
    const struct sl_platform *platform = type->interp->platform;
    enum { SHARED_311 = 64 };

    if (platform->release->values == SL_VALUES_IN_TABLE)
        return 0;
    if (platform->release->values == SL_VALUES_SHARED)
        return type->dictoffset != 0 ? table_size(platform, 8) : 0;
    if (!(type->front & SL_DICT_IN_FRONT))
        return 0;
    return size_since(platform, platform->release->keys) + SHARED_311 +
           SHARED_311 * 2 / 3 * 2 * platform->abi->pointer.size;
}

size_t
sl_class_getsizeof(const struct sl_type *type)
{
    bool counted = sl_release_of(type)->types == NULL;
    size_t members = counted && type->made != NULL ? type->made->member_count : 0;

    return sl_getsizeof(sl_builtin(type->interp, SL_TYPE), members) +
           shared_keys_size(type);
}
