/* Generated from chapters/85-regions.nw by make tangle: do not edit. MIT licence. */
#include "regions.h"
#include "bases.h"
#include "builtin.h"
#include "instance.h"
#include "types-since.h"

#include <assert.h>

struct region_list {
    struct sl_region *regions;
    size_t room;   /* for so many regions */
    size_t count;  /* which may be more */
    ptrdiff_t end; /* of the last one, from the object's address */
};

static void
append_region(struct region_list *list, ptrdiff_t offset, size_t size,
              const char *name, const struct sl_type *type)
{
    if (size == 0)
        return;
    if (list->count < list->room)
        list->regions[list->count] = (struct sl_region){offset, size, name, type};
    list->count++;
    list->end = offset + (ptrdiff_t)size;
}

static void
add_region(struct region_list *list, size_t offset, size_t size, const char *name,
           const struct sl_type *type)
{
    if (size == 0)
        return;
    assert((ptrdiff_t)offset >= list->end);
    append_region(list, list->end, offset - (size_t)list->end, "padding", type);
    append_region(list, (ptrdiff_t)offset, size, name, type);
}

/* The fields of built-in TYPE from the last region to END. */
static void
add_fields(struct region_list *list, size_t end, const struct sl_type *type)
{
    size_t from = (size_t)list->end;

    if (end > from)
        add_region(list, from, end - from, type->name, type);
}

static void
add_special(struct region_list *list, ptrdiff_t offset, ptrdiff_t inherited,
            const char *name, const struct sl_type *type)
{
    if (offset <= 0 || offset == inherited)
        return;
    add_fields(list, (size_t)offset, type);
    add_region(list, (size_t)offset, type->interp->platform->abi->pointer.size,
               name, type);
}

/* 1 where the items of TYPE end in a zero that basicsize counts, as a str's do. */
static size_t
zero_of(const struct sl_type *type)
{
    return type->itemsize == 1 ? 1 : 0;
}

static void
add_builtin(struct region_list *list, const struct sl_type *type)
{
    const struct sl_type *base = type->base;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (base == NULL) {
        add_region(list, 0, pointer, "reference count", type);
        add_region(list, pointer, pointer, "type", type);
        return;
    }
    add_builtin(list, base);
    if (type->itemsize > 0 && base->itemsize == 0)
        add_region(list, (size_t)list->end, pointer, "size", type);
    add_special(list, type->dictoffset, base->dictoffset, "__dict__", type);
    add_special(list, type->weaklistoffset, base->weaklistoffset, "__weakref__",
                type);
    add_fields(list, type->basicsize - zero_of(type), type);
}

static void
add_class(struct region_list *list, const struct sl_type *type)
{
    const struct sl_class *made = type->made;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (made == NULL) {
        add_builtin(list, type);
        return;
    }
    add_class(list, type->base);
    for (size_t i = 0; type->itemsize == 0 && i < made->member_count; i++)
        add_region(list, made->members[i].offset, pointer,
                   ((struct sl_str *)(void *)made->members[i].name)->data, type);
    if (type->dictoffset > 0 && type->base->dictoffset == 0)
        add_region(list, (size_t)type->dictoffset, pointer, "__dict__", type);
    if (type->weaklistoffset > 0 && type->base->weaklistoffset == 0)
        add_region(list, (size_t)type->weaklistoffset, pointer, "__weakref__",
                   type);
}

static void
add_slots_behind(struct region_list *list, const struct sl_type *type,
                 size_t length)
{
    const struct sl_class *made = type->made;

    if (made == NULL)
        return;
    add_slots_behind(list, type->base, length);
    for (size_t i = 0; i < made->member_count; i++)
        add_region(list, made->members[i].offset + length * type->itemsize,
                   type->interp->platform->abi->pointer.size,
                   ((struct sl_str *)(void *)made->members[i].name)->data, type);
}

static void
add_items(struct region_list *list, const struct sl_type *type, size_t length)
{
    const struct sl_type *with_dict = type;

    add_region(list, (size_t)list->end, length * type->itemsize + zero_of(type),
               "items", sl_root_of(type));
    add_slots_behind(list, type, length);
    if (type->dictoffset >= 0 || (type->front & SL_DICT_IN_FRONT))
        return;
    while (with_dict->base->dictoffset != 0)
        with_dict = with_dict->base;
    add_region(list, sl_dict_offset(type, length),
               type->interp->platform->abi->pointer.size, "__dict__", with_dict);
}

static const struct sl_type *
bringer(const struct sl_type *type, unsigned char word)
{
    while (type->base != NULL && (type->base->front & word))
        type = type->base;
    return type;
}

static void
add_front(struct region_list *list, const struct sl_type *type, ptrdiff_t head)
{
    ptrdiff_t pointer = type->interp->platform->abi->pointer.size;
    bool dict = type->front & SL_DICT_IN_FRONT;
    bool weakrefs = type->front & SL_WEAKREFS_IN_FRONT;
    const char *first = weakrefs ? "__weakref__" : "unused";

    if (sl_release_of(type)->front == SL_FRONT_DICT)
        first = "values";
    append_region(
        list, -head - 2 * pointer, (size_t)pointer, first,
        bringer(type, weakrefs ? SL_WEAKREFS_IN_FRONT : SL_DICT_IN_FRONT));
    append_region(list, -head - pointer, (size_t)pointer,
                  dict ? "__dict__" : "unused",
                  bringer(type, dict ? SL_DICT_IN_FRONT : SL_WEAKREFS_IN_FRONT));
}

size_t
sl_layout(const struct sl_type *type, size_t length, struct sl_region *regions,
          size_t room)
{
    const struct sl_platform *platform = type->interp->platform;
    struct region_list list = {.regions = regions, .room = room};

    if (type->gc) {
        ptrdiff_t head = sl_calcsize(platform->abi, platform->gc_head, NULL);

        assert(head > 0);
        if (type->front != 0)
            add_front(&list, type, head);
        append_region(&list, -head, (size_t)head, "GC head", type);
    }
    add_class(&list, type);
    if (type->itemsize > 0)
        add_items(&list, type, length);
    return list.count;
}
