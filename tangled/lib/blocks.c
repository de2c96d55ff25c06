/* Generated from chapters/96-blocks.nw by make tangle: do not edit. MIT licence. */
#include "blocks.h"
#include "dict.h"

#include <assert.h>
#include <string.h>

/* An instance to be taken apart. */
struct instance_of {
    const struct sl_platform *platform;
    const struct sl_release *release;
    size_t pointer; /* bytes */
    enum sl_way_kind kind;
    size_t slots; /* attributes in slots */
    size_t rest;  /* the others */
    size_t nth;   /* of its class */
};

/* When a class has learned all that it will. */
enum { SETTLED = 200 };
static bool
has_dict(const struct instance_of *o)
{
    return o->kind != SL_WAY_SLOTS && o->kind != SL_WAY_SLOTS_WEAKREF;
}

static struct instance_of
instance_of(const struct sl_platform *platform, enum sl_way_kind kind,
            size_t attributes, size_t slots)
{
    struct instance_of o = {
        platform, platform->release, platform->abi->pointer.size, kind, 0, 0,
        SETTLED};

    if (!has_dict(&o))
        o.slots = attributes;
    else if (kind == SL_WAY_HYBRID)
        o.slots = slots;
    assert(o.slots <= attributes);
    o.rest = attributes - o.slots;
    return o;
}

struct block_list {
    struct sl_block *blocks;
    size_t room;
    int count;
};

static void
add_block(struct block_list *list, const char *what, size_t size, bool pooled)
{
    if ((size_t)list->count < list->room)
        list->blocks[list->count] = (struct sl_block){what, size, pooled};
    list->count++;
}

static bool
has_weakrefs(const struct instance_of *o)
{
    return o->kind != SL_WAY_SLOTS && o->kind != SL_WAY_HYBRID;
}

/* The words for __dict__ and __weakref__, wherever they are. */
static size_t
extra_words(const struct instance_of *o)
{
    bool dict = has_dict(o), weakrefs = has_weakrefs(o);

    switch (o->release->front) {
    case SL_FRONT_NONE: return (size_t)dict + weakrefs;
    case SL_FRONT_DICT: return 2 * (size_t)dict + weakrefs;
    default: return dict || weakrefs ? 2 : 0;
    }
}

static size_t
bytes_of(const struct instance_of *o, const char *format)
{
    ptrdiff_t size = sl_calcsize(o->platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

/* What getsizeof says of it. */
static size_t
instance_bytes(const struct instance_of *o)
{
    size_t words = o->slots + extra_words(o), size;

    if (o->kind == SL_WAY_CLASSIC)
        words = 3;
    size = bytes_of(o, SL_OBJECT_FORMAT) + words * o->pointer;
    if (words > 0 || o->release->gc_always)
        size += bytes_of(o, o->platform->gc_head);
    return size;
}

static size_t
dict_bytes(const struct instance_of *o)
{
    return bytes_of(o, o->platform->gc_head) + bytes_of(o, o->release->dict);
}

static size_t
room_of(size_t places)
{
    return places * 2 / 3;
}

/* A table of its own, with keys and values. */
static size_t
table_bytes(const struct instance_of *o, size_t places)
{
    size_t cell = places <= 128 ? 1 : places <= 32768 ? 2 : 4;
    size_t words = o->release->string_entries ? 2 : 3;

    if (o->release->keys == NULL)
        return places * bytes_of(o, SL_DICT_ENTRY_FORMAT);
    return bytes_of(o, o->release->keys) + places * cell +
           room_of(places) * words * o->pointer;
}

static size_t
places_for(const struct instance_of *o, size_t wanted)
{
    size_t places = 8;

    if (o->release->round_slip)
        wanted = ((wanted | 8) - 1) | 7;
    while (places < wanted || (o->release->round_slip && places == wanted))
        places *= 2;
    return places;
}

/* The places of a table made for SERVED keys, when it has so many KEYS. */
static size_t
places_from(const struct instance_of *o, size_t served, size_t keys)
{
    size_t places = places_for(o, 3 * served);

    while (room_of(places) < keys) {
        bool half = o->release->growth == SL_GROWTH_HALF;
        size_t used = room_of(places);

        places = places_for(o, half ? 2 * used + places / 2 : 3 * used);
    }
    return places;
}

size_t
sl_table_bytes(const struct sl_platform *platform, size_t keys)
{
    struct instance_of o = instance_of(platform, SL_WAY_PLAIN, keys, 0);
    size_t places;

    if (o.release->values == SL_VALUES_IN_TABLE) {
        places = sl_dict_places(keys);
        return places > SL_DICT_SMALL ? table_bytes(&o, places) : 0;
    }
    return table_bytes(&o, places_from(&o, 0, keys));
}

static size_t
shared_places(size_t keys)
{
    size_t places = 8;

    while (room_of(places) < keys)
        places *= 2;
    return places;
}

size_t
sl_shared_table_bytes(const struct sl_platform *platform, size_t attributes)
{
    struct instance_of o = instance_of(platform, SL_WAY_PLAIN, attributes, 0);

    if (o.release->values != SL_VALUES_SHARED)
        return 0;
    return table_bytes(&o, shared_places(attributes));
}

enum { SHARED_MOST = 30 };

struct shared_keys {
    size_t keys;  /* of the class, after the instance has got its attributes */
    size_t room;  /* for values in the instance */
    size_t given; /* places, known or free, that its dictionary is said to have */
};

static struct shared_keys
shared_keys(const struct instance_of *o)
{
    bool early = o->release->values == SL_VALUES_INLINE;
    struct shared_keys s = {0, 0, 0};
    size_t spare;

    if (o->release->keys_of_source && o->kind != SL_WAY_PLAIN_OUTSIDE)
        s.keys = o->slots + o->rest;
    if (s.keys > SHARED_MOST)
        s.keys = SHARED_MOST;
    spare = SHARED_MOST - s.keys;
    for (size_t i = 0; i < o->nth && i < SETTLED; i++) {
        size_t before = s.keys + spare;

        spare -= spare > 1;
        s.given = s.keys + spare;
        s.room = early ? before : s.given;
        while (s.keys < o->rest && spare > 0)
            s.keys++, spare--;
    }
    return s;
}

static size_t
values_bytes(const struct instance_of *o, size_t room)
{
    if (o->release->values == SL_VALUES_INLINE)
        return (1 + room) * o->pointer + sl_round_up(room, o->pointer);
    return room * o->pointer + sl_round_up(room + 2, o->pointer);
}

/* Of the numbers from 0 to LAST, written in decimal, the one that follows N in the
   order of the alphabet; LAST + 1 at the end. */
static size_t
next_in_alphabet(size_t n, size_t last)
{
    if (n == 0)
        return 1;
    if (n <= last / 10)
        return n * 10;
    while (n % 10 == 9 || n == last)
        n /= 10;
    return n == 0 ? last + 1 : n + 1;
}

static bool
is_known(const struct instance_of *o, size_t attribute)
{
    size_t last = o->slots + o->rest - 1, n = 0;

    for (size_t i = 0; i < SHARED_MOST && n <= last; i++) {
        if (n == attribute)
            return true;
        n = next_in_alphabet(n, last);
    }
    return false;
}

/* How many attributes are set before the first that has no shared key. */
static size_t
served_keys(const struct instance_of *o, size_t keys)
{
    size_t served = 0;

    if (!o->release->keys_of_source || o->kind == SL_WAY_PLAIN_OUTSIDE)
        return o->rest < keys ? o->rest : keys;
    while (served < o->rest && is_known(o, o->slots + served))
        served++;
    return served;
}

static void
apart_in_table(const struct instance_of *o, struct block_list *list)
{
    size_t places = sl_dict_places(o->rest);

    add_block(list, "instance", instance_bytes(o), true);
    if (o->rest == 0 && o->kind != SL_WAY_PLAIN_LOOKED && o->kind != SL_WAY_CLASSIC)
        return;
    add_block(list, "dictionary", dict_bytes(o), true);
    if (places > SL_DICT_SMALL)
        add_block(list, "table", table_bytes(o, places), false);
}

static void
apart_shared(const struct instance_of *o, struct block_list *list)
{
    add_block(list, "instance", instance_bytes(o), true);
    if (o->rest == 0 && o->kind != SL_WAY_PLAIN_LOOKED)
        return;
    add_block(list, "dictionary", dict_bytes(o), true);
    add_block(list, "values", room_of(shared_places(o->rest)) * o->pointer, true);
}

static void
apart_values(const struct instance_of *o, struct block_list *list)
{
    bool behind = o->release->values == SL_VALUES_INLINE;
    struct shared_keys s = shared_keys(o);
    size_t served = served_keys(o, s.keys), values = values_bytes(o, s.room);

    add_block(list, "instance", instance_bytes(o) + (behind ? values : 0), true);
    if (served < o->rest) {
        add_block(list, "dictionary", dict_bytes(o), true);
        add_block(list, "table", table_bytes(o, places_from(o, served, o->rest)),
                  true);
        return;
    }
    if (!behind)
        add_block(list, "values", values, true);
    if (o->kind == SL_WAY_PLAIN_LOOKED)
        add_block(list, "dictionary", dict_bytes(o), true);
}

static bool
has_slipped(const struct instance_of *o)
{
    return o->release->hybrid_slip && o->kind == SL_WAY_HYBRID && o->slots > 0;
}

static void
apart_slipped(const struct instance_of *o, struct block_list *list)
{
    add_block(list, "instance", instance_bytes(o), true);
    if (o->rest == 0)
        return;
    add_block(list, "dictionary", dict_bytes(o), true);
    if (o->rest <= SHARED_MOST)
        add_block(list, "values", values_bytes(o, SHARED_MOST), true);
    else
        add_block(list, "table",
                  table_bytes(o, places_from(o, SHARED_MOST, o->rest)), true);
}

static void
take_apart(const struct instance_of *o, struct block_list *list)
{
    if (!has_dict(o))
        add_block(list, "instance", instance_bytes(o), true);
    else if (o->release->values == SL_VALUES_IN_TABLE)
        apart_in_table(o, list);
    else if (o->release->values == SL_VALUES_SHARED)
        apart_shared(o, list);
    else if (has_slipped(o))
        apart_slipped(o, list);
    else
        apart_values(o, list);
}

int
sl_heap_blocks(const struct sl_platform *platform, enum sl_way_kind kind,
               size_t attributes, size_t slots, struct sl_block *blocks,
               size_t room)
{
    struct instance_of o = instance_of(platform, kind, attributes, slots);
    struct block_list list = {blocks, room, 0};

    if (kind == SL_WAY_CLASSIC && o.release->values != SL_VALUES_IN_TABLE)
        return -1;
    take_apart(&o, &list);
    return list.count;
}

size_t
sl_heap_getsizeof(const struct sl_platform *platform, enum sl_way_kind kind,
                  size_t attributes, size_t slots)
{
    struct instance_of o = instance_of(platform, kind, attributes, slots);

    return instance_bytes(&o);
}

/* The values of an instance without a table, as getsizeof of its dictionary counts
   them. */
static size_t
counted_values(const struct instance_of *o)
{
    if (o->release->values == SL_VALUES_SHARED)
        return room_of(shared_places(o->rest)) * o->pointer;
    if (has_slipped(o))
        return SHARED_MOST * o->pointer;
    return shared_keys(o).given * o->pointer;
}

size_t
sl_heap_dict_getsizeof(const struct sl_platform *platform, enum sl_way_kind kind,
                       size_t attributes, size_t slots)
{
    struct instance_of o = instance_of(platform, kind, attributes, slots);
    struct sl_block blocks[SL_BLOCKS_MOST];
    struct block_list list = {blocks, SL_BLOCKS_MOST, 0};

    if (!has_dict(&o))
        return 0;
    take_apart(&o, &list);
    for (int i = 0; i < list.count; i++)
        if (strcmp(blocks[i].what, "table") == 0)
            return dict_bytes(&o) + blocks[i].size;
    if (o.release->values == SL_VALUES_IN_TABLE)
        return dict_bytes(&o);
    return dict_bytes(&o) + counted_values(&o);
}

/* What the first instance leaves behind besides itself. */
static size_t
first_bytes(const struct instance_of *o)
{
    size_t size = 0, variables = 1, stack = o->rest > 0 ? 2 : 1;

    if (o->release->values == SL_VALUES_SHARED && shared_places(o->rest) > 8)
        size += sl_shared_table_bytes(o->platform, o->rest);
    if (o->release->frame != NULL)
        size += bytes_of(o, o->platform->gc_head) + bytes_of(o, o->release->frame) +
                (variables + stack) * o->pointer;
    return size;
}

size_t
sl_heap_sequence(const struct sl_platform *platform, size_t attributes, size_t nth)
{
    struct instance_of o = instance_of(platform, SL_WAY_PLAIN, attributes, 0);
    struct sl_block blocks[SL_BLOCKS_MOST];
    struct block_list list = {blocks, SL_BLOCKS_MOST, 0};
    size_t size;

    assert(nth > 0);
    o.nth = nth;
    take_apart(&o, &list);
    size = nth == 1 ? first_bytes(&o) : 0;
    for (int i = 0; i < list.count; i++)
        size += blocks[i].size;
    return size;
}
