/* Generated from chapters/02-object.nw by make tangle: do not edit. MIT licence. */
#include "object.h"
#include "builtin.h"
#include "compact.h"
#include "descr.h"
#include "dict.h"
#include "fixed.h"
#include "instance.h"
#include "type.h"
#include "types-since.h"
#include "weakref.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *
libc_resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size > 0)
        return realloc(block, size);
    free(block);
    return NULL;
}

static void *
allocate(struct sl_interp *interp, void *block, size_t size)
{
    return interp->allocator.resize(interp->allocator.context, block, size);
}

static void
out_of_memory(struct sl_error *error)
{
    sl_fail(error, SL_MEMORY_ERROR, "%s", "");
}

void *
sl_memory_new(struct sl_interp *interp, size_t bytes, struct sl_error *error)
{
    void *block = bytes > SL_SIZE_LIMIT ? NULL : allocate(interp, NULL, bytes);

    if (block == NULL)
        out_of_memory(error);
    return block;
}

void
sl_memory_free(struct sl_interp *interp, void *block)
{
    if (block != NULL)
        allocate(interp, block, 0);
}

static union sl_gc_head *
head_of(struct sl_object *o)
{
    return (union sl_gc_head *)(void *)o - 1;
}

/* Bytes of the words in front of the head, in this machine's memory. */
static size_t
front_bytes(const struct sl_type *type)
{
    return type->front != 0 ? 2 * sizeof(void *) : 0;
}

static void *
block_of(struct sl_object *o)
{
    return (char *)(o->type->gc ? (void *)head_of(o) : o) - front_bytes(o->type);
}

static void
track(struct sl_interp *interp, union sl_gc_head *head)
{
    union sl_gc_head *ring = &interp->tracked;

    head->gc.next = ring;
    head->gc.prev = ring->gc.prev;
    ring->gc.prev->gc.next = head;
    ring->gc.prev = head;
}

static void
untrack(union sl_gc_head *head)
{
    head->gc.prev->gc.next = head->gc.next;
    head->gc.next->gc.prev = head->gc.prev;
    head->gc.next = head->gc.prev = head;
}

#define NESTING_LIMIT 50

static void
deallocate(struct sl_interp *interp, struct sl_object *o)
{
    interp->nesting++;
    o->type->dealloc(o);
    interp->nesting--;
}

static void
postpone(struct sl_interp *interp, struct sl_object *o)
{
    head_of(o)->gc.next = interp->postponed;
    interp->postponed = head_of(o);
}

static void
object_end(struct sl_object *o)
{
    struct sl_interp *interp = o->type->interp;

    if (o->type->gc)
        untrack(head_of(o));
    if (o->type->gc && interp->nesting >= NESTING_LIMIT) {
        postpone(interp, o);
        return;
    }
    deallocate(interp, o);
    while (interp->nesting == 0 && interp->postponed != NULL) {
        union sl_gc_head *head = interp->postponed;

        interp->postponed = head->gc.next;
        head->gc.next = head; /* in no list, as untrack left it */
        deallocate(interp, (struct sl_object *)(void *)(head + 1));
    }
}

struct sl_object *
sl_incref(struct sl_object *o)
{
    o->refcnt++;
    return o;
}

void
sl_decref(struct sl_object *o)
{
    if (o == NULL)
        return;
    assert(o->refcnt > 0);
    if (--o->refcnt == 0)
        object_end(o);
}

struct sl_object *
sl_object_new(struct sl_type *type, size_t bytes, struct sl_error *error)
{
    struct sl_interp *interp = type->interp;
    size_t head = front_bytes(type) + (type->gc ? sizeof(union sl_gc_head) : 0);
    char *block =
        bytes > SL_SIZE_LIMIT - head ? NULL : allocate(interp, NULL, head + bytes);
    struct sl_object *o;

    if (block == NULL) {
        out_of_memory(error);
        return NULL;
    }
    memset(block, 0, head + bytes);
    o = (struct sl_object *)(void *)(block + head);
    o->refcnt = 1;
    o->type = type;
    sl_incref(&type->object);
    interp->living++;
    if (type->gc)
        track(interp, head_of(o));
    return o;
}

void
sl_object_free(struct sl_object *o)
{
    struct sl_type *type = o->type;
    struct sl_interp *interp = type->interp;

    interp->living--;
    allocate(interp, block_of(o), 0);
    sl_decref(&type->object);
}

long
sl_hash(struct sl_object *o, struct sl_error *error)
{
    return o->type->hash(o, error);
}

long
sl_unhashable(struct sl_object *o, struct sl_error *error)
{
    return sl_fail(error, SL_TYPE_ERROR, "unhashable type: '%.200s'",
                   o->type->name);
}

int
sl_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    int equal = a == b;

    if (!equal && a->type->equal != NULL)
        equal = a->type->equal(a, b, error);
    if (equal == 0 && b->type != a->type && b->type->equal != NULL)
        equal = b->type->equal(b, a, error);
    return equal;
}

long
sl_hash_fold(const struct sl_interp *interp, unsigned long hash)
{
    unsigned long all = ~0UL;

    if (interp->platform->abi->long_.size < sizeof all)
        all >>= 8 * (sizeof all - interp->platform->abi->long_.size);
    hash &= all;
    return (long)(hash == all ? all - 1 : hash);
}

static long
object_hash(struct sl_object *o, struct sl_error *error)
{
    unsigned long address = (unsigned long)(uintptr_t)o;

    (void)error;
    return sl_hash_fold(o->type->interp,
                        address >> 4 | address << (8 * sizeof address - 4));
}

static void
builtin_behaviour(struct sl_type *type, enum sl_builtin which)
{
    switch (which) {
    case SL_OBJECT:
        type->hash = object_hash;
        type->dealloc = sl_object_free;
        break;
    case SL_INT: sl_int_behaviour(type); break;
    case SL_BYTES:
    case SL_STR: sl_str_behaviour(type); break;
    case SL_UNICODE: sl_unicode_behaviour(type); break;
    case SL_TUPLE: sl_tuple_behaviour(type); break;
    case SL_BYTEARRAY:
    case SL_LIST:
    case SL_SET: type->hash = sl_unhashable; break;
    case SL_DICT: sl_dict_behaviour(type); break;
    case SL_TYPE: sl_class_behaviour(type); break;
    case SL_GETSET_DESCRIPTOR: sl_getset_behaviour(type); break;
    case SL_MEMBER_DESCRIPTOR: sl_member_behaviour(type); break;
    case SL_WEAKREF: sl_weakref_behaviour(type); break;
    case SL_BUILTIN_FUNCTION: sl_function_behaviour(type); break;
    default: break;
    }
}

static size_t
unicode_outside(const struct sl_platform *platform, size_t length)
{
    return (length + 1) * platform->abi->int_.size;
}

static size_t
bytearray_outside(const struct sl_platform *platform, size_t length)
{
    (void)platform;
    return length == 0 ? 0 : length + 1;
}

static size_t
list_outside(const struct sl_platform *platform, size_t length)
{
    return length * platform->abi->pointer.size;
}

static size_t
set_outside(const struct sl_platform *platform, size_t length)
{
    return sl_dict_outside(platform, length) / 3 * 2;
}

static const struct sl_builtin_row builtins[SL_EXCEPTIONS] = {
    {"object", .basic = SL_OBJECT_FORMAT},
    {"NoneType", .final = true, .nameless = true},
    {"int", .basic = SL_INT_FORMAT},
    {"bool", .base = SL_INT, .final = true},
    {"long", .basic = SL_VAR_OBJECT_FORMAT, .item = ""},
    {"float", .basic = SL_FLOAT_FORMAT},
    {"complex", .basic = "nPdd"},
    {"basestring", .base = SL_OBJECT},
    {"str", .base = SL_BASESTRING, .basic = SL_STR_FORMAT, .item = "c"},
    {"unicode", .base = SL_BASESTRING, .basic = SL_UNICODE_FORMAT,
     .outside = unicode_outside},
    {"bytearray", .basic = SL_BYTEARRAY_FORMAT, .outside = bytearray_outside},
    {"tuple", .basic = SL_TUPLE_FORMAT, .item = "P", .gc = true},
    {"list", .basic = "nPnPn", .gc = true, .outside = list_outside},
    {"dict", .basic = SL_DICT_FORMAT, .gc = true, .outside = sl_dict_outside},
    {"set", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
     .outside = set_outside},
    {"frozenset", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
     .outside = set_outside},
    {"BaseException", .basic = SL_EXCEPTION_FORMAT, .gc = true, .dict = "nP"},
    {"Exception", .base = SL_BASE_EXCEPTION},
    {"type", .basic = "nPn106P", .item = "PiniP", .gc = true, .dict = "nPn30P",
     .weaklist = "nPn43P"},
    {"property", .basic = "nP4Pi0P", .gc = true},
    {"staticmethod", .basic = "nPP", .gc = true},
    {"classmethod", .basic = "nPP", .gc = true},
    {"super", .basic = "nP3P", .gc = true},
    {"slice", .basic = "nP3P", .gc = true, .final = true},
    {"xrange", .basic = "nP3l", .final = true},
    {"enumerate", .basic = "nPn3P", .gc = true},
    {"reversed", .basic = "nPnP", .gc = true},
    {"buffer", .basic = "nP2P2nil", .final = true},
    {"memoryview", .basic = "nP3P2n2i4P2nP", .gc = true, .final = true},
    {"file", .basic = "nP4P2i4P3iPPP3i0P", .weaklist = "nP4P2i4P3iPP"},
    {"module", .basic = "nPP", .gc = true, .nameless = true, .dict = "nP"},
    {"function", .basic = "nP9P", .gc = true, .final = true, .nameless = true,
     .dict = "nP6P", .weaklist = "nP7P"},
    {"builtin_function_or_method", .basic = "nP3P", .gc = true, .final = true,
     .nameless = true},
    {"member_descriptor", .basic = "nP3P", .gc = true, .final = true,
     .nameless = true},
    {"getset_descriptor", .basic = "nP3P", .gc = true, .final = true,
     .nameless = true},
    {"weakref", .basic = "nPPPlPP", .gc = true, .nameless = true},
};

/* The line of a type, or NULL where the platform's version has no such type. */
static const struct sl_builtin_row *
row_of(const struct sl_platform *platform, enum sl_builtin which)
{
    const struct sl_builtin_row *row = sl_row_since(platform, which);

    if (row == NULL && which < SL_EXCEPTIONS)
        row = &builtins[which];
    return row;
}

struct sl_type *
sl_builtin(struct sl_interp *interp, enum sl_builtin which)
{
    assert(which < SL_BUILTINS_SINCE);
    return &interp->types[which];
}

struct sl_object *
sl_none(struct sl_interp *interp)
{
    return &interp->none;
}

struct sl_type *
sl_builtin_named(struct sl_interp *interp, const char *name)
{
    const char *real = sl_name_since(interp->platform, name);

    for (int i = 0; i < SL_BUILTINS_SINCE; i++) {
        const struct sl_builtin_row *row =
            row_of(interp->platform, (enum sl_builtin)i);

        if (interp->types[i].name != NULL &&
            strcmp(interp->types[i].name, real) == 0)
            return row != NULL && row->nameless ? NULL : &interp->types[i];
    }
    return NULL;
}

void
sl_type_ready(struct sl_interp *interp, struct sl_type *type)
{
    struct sl_type *base = type->base;

    if (base == NULL && type != &interp->types[SL_OBJECT])
        base = type->base = &interp->types[SL_OBJECT];
    type->interp = interp;
    if (type->object.type == NULL)
        type->object = (struct sl_object){1, &interp->types[SL_TYPE]};
    if (type->counted == 0)
        type->counted = type->basicsize;
    if (base == NULL)
        return;
    if (type->outside == NULL)
        type->outside = base->outside;
    if (type->hash == NULL)
        type->hash = base->hash;
    if (type->equal == NULL)
        type->equal = base->equal;
    if (type->dealloc == NULL)
        type->dealloc = base->dealloc;
    if (type->clear == NULL)
        type->clear = base->clear;
    if (type->get == NULL)
        type->get = base->get;
    if (type->set == NULL)
        type->set = base->set;
}

void
sl_type_like_base(struct sl_type *type)
{
    const struct sl_type *base = type->base;

    type->basicsize = base->basicsize;
    type->itemsize = base->itemsize;
    type->dictoffset = base->dictoffset;
    type->weaklistoffset = base->weaklistoffset;
    type->front = base->front;
    type->gc = base->gc;
}

static size_t
layout(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

static size_t
gc_head_size(const struct sl_platform *platform)
{
    return layout(platform, platform->gc_head);
}

/* The offset of a pointer that stands behind the items of FORMAT; 0 for NULL. */
static ptrdiff_t
offset_behind(const struct sl_platform *platform, const char *format)
{
    return format == NULL ? 0 : (ptrdiff_t)layout(platform, format);
}

static size_t
item_size(const struct sl_platform *platform, const char *item)
{
    if (item == NULL)
        return 0;
    return layout(platform, *item == '\0' ? platform->digit : item);
}

static void
lay_out_builtin(struct sl_type *type, const struct sl_builtin_row *row)
{
    const struct sl_platform *platform = type->interp->platform;

    if (row->basic == NULL) {
        sl_type_like_base(type);
        return;
    }
    type->basicsize = layout(platform, row->basic);
    type->itemsize = item_size(platform, row->item);
    type->dictoffset = offset_behind(platform, row->dict);
    type->weaklistoffset = offset_behind(platform, row->weaklist);
    type->counted = row->counted == NULL ? 0 : layout(platform, row->counted);
    type->gc = row->gc;
}

static void
builtin_ready(struct sl_interp *interp, enum sl_builtin which)
{
    const struct sl_builtin_row *row = row_of(interp->platform, which);
    struct sl_type *type = &interp->types[which];

    if (row == NULL)
        return;
    type->object.refcnt = 1;
    type->object.type = &interp->types[SL_TYPE];
    type->name = row->name;
    type->interp = interp;
    type->base = which == SL_OBJECT ? NULL : &interp->types[row->base];
    lay_out_builtin(type, row);
    type->final = row->final;
    type->outside = row->outside;
    builtin_behaviour(type, which);
    sl_type_ready(interp, type);
}

size_t
sl_getsizeof(const struct sl_type *type, size_t length)
{
    const struct sl_platform *platform = type->interp->platform;
    size_t size = type->counted + type->itemsize * length + sl_front_size(type);

    if (type->gc)
        size += gc_head_size(platform);
    if (type->outside != NULL)
        size += type->outside(platform, length);
    return size;
}

struct sl_interp *
sl_interp_new(const struct sl_platform *platform,
              const struct sl_allocator *allocator, struct sl_error *error)
{
    static const struct sl_allocator libc = {libc_resize, NULL};
    const struct sl_allocator *from = allocator == NULL ? &libc : allocator;
    struct sl_interp *interp = from->resize(from->context, NULL, sizeof *interp);

    if (interp == NULL) {
        out_of_memory(error);
        return NULL;
    }
    memset(interp, 0, sizeof *interp);
    interp->platform = platform;
    interp->allocator = *from;
    interp->tracked.gc.next = interp->tracked.gc.prev = &interp->tracked;
    for (int which = 0; which < SL_BUILTINS_SINCE; which++)
        builtin_ready(interp, (enum sl_builtin)which);
    sl_exceptions_ready(interp);
    sl_compact_ready(interp);
    interp->none.refcnt = 1;
    interp->none.type = &interp->types[SL_NONE];
    return interp;
}

size_t
sl_interp_free(struct sl_interp *interp)
{
    union sl_gc_head *ring = &interp->tracked;
    struct sl_allocator allocator = interp->allocator;
    size_t left;

    sl_weakrefs_forget(interp);
    while (ring->gc.next != ring) {
        union sl_gc_head *head = ring->gc.next;
        struct sl_object *o = sl_incref((struct sl_object *)(void *)(head + 1));

        untrack(head);
        if (o->type->clear != NULL && head + 1 != (void *)interp->interned)
            o->type->clear(o);
        sl_decref(o);
    }
    sl_interned_free(interp);
    left = interp->living;
    allocator.resize(allocator.context, interp, 0);
    return left;
}
