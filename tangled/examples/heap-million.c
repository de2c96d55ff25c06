/* Generated from chapters/10-heap.nw by make tangle: do not edit. MIT licence. */
/* heap-million: what a million instances take, in pools and from malloc.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 heap-million.c -o heap-million
   On LP64 Linux and glibc it prints what tests/examples/heap-million.txt holds. */
#define _GNU_SOURCE
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MILLION = 1000000 };

static const struct way {
    const char *name;
    enum sl_way_kind kind;
    size_t attributes, slots;
} ways[] = {

    {"no slots", SL_WAY_PLAIN, 5, 0},
    {"empty slots", SL_WAY_SLOTS, 0, 0},
    {"all in slots", SL_WAY_SLOTS, 5, 5},
    {"three in slots", SL_WAY_HYBRID, 5, 3},
};

static const char *const names[] = {"a0", "a1", "a2", "a3", "a4"};
static struct sl_type *
class_of(struct sl_interp *py, const struct way *way)
{
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    const char *slots[6];
    size_t count = 0;

    if (way->kind == SL_WAY_PLAIN)
        return sl_class_new(py, "C", object, NULL);
    for (; count < way->slots; count++)
        slots[count] = names[count];
    if (way->kind == SL_WAY_HYBRID)
        slots[count++] = "__dict__";
    return sl_slotted_new(py, "C", object, slots, count, NULL);
}

static struct sl_object *list[MILLION];

static void
fill(struct sl_type *type, const struct way *way, size_t count)
{
    struct sl_interp *py = type->interp;
    struct sl_object *keys[5];

    for (size_t i = 0; i < 5; i++)
        keys[i] = sl_str_interned(py, names[i], NULL);
    for (size_t n = 0; n < count; n++) {
        list[n] = sl_instance_new(type, 0, NULL);
        if (list[n] == NULL)
            exit(1);
        for (size_t i = 0; i < way->attributes; i++)
            if (sl_setattr(list[n], keys[i], sl_none(py), NULL) < 0)
                exit(1);
    }
}

static double
kernel_bytes(void)
{
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    char line[256];
    long kib = 0;

    if (file == NULL)
        exit(1);
    while (fgets(line, sizeof line, file) != NULL)
        sscanf(line, "Private_Dirty: %ld", &kib);
    fclose(file);
    return 1024.0 * (double)kib;
}

struct arenas {
    size_t size, count;
    void *at[4096];
};

static void *
source(void *context, void *block, size_t size)
{
    struct arenas *arenas = context;

    if (size == arenas->size) {
        void *arena = mmap(NULL, size, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

        if (arena == MAP_FAILED || arenas->count == 4096)
            return NULL;
        return arenas->at[arenas->count++] = arena;
    }
    if (size > 0)
        return malloc(size);
    for (size_t i = 0; i < arenas->count; i++)
        if (arenas->at[i] == block) {
            arenas->at[i] = arenas->at[--arenas->count];
            munmap(block, arenas->size);
            return NULL;
        }
    free(block);
    return NULL;
}

static double
allocator_bytes(const struct sl_heap *heap)
{
    struct mallinfo2 libc = mallinfo2();
    double bytes = (double)libc.uordblks + (double)libc.hblkhd;

    if (heap == NULL)
        return bytes;
    return (double)sl_heap_stats_of(heap).pools *
           (double)sl_heap_design_of(&sl_python27_host).pool;
}

static double
predicted(const struct way *way, bool pools)
{
    struct sl_block blocks[SL_BLOCKS_MOST];
    int count = sl_heap_blocks(&sl_python27_host, way->kind, way->attributes,
                               way->slots, blocks, SL_BLOCKS_MOST);
    struct sl_heap_cost cost;
    double bytes = 0;

    if (sl_heap_bytes(&sl_python27_host, way->kind, way->attributes, way->slots,
                      &cost, NULL) < 0)
        exit(1);
    for (int i = 0; i < count; i++) {
        size_t size = sl_round_up(blocks[i].size + sizeof(void *), 16);

        bytes += (double)(size < 4 * sizeof(void *) ? 4 * sizeof(void *) : size);
    }
    return pools ? cost.resident : bytes;
}

static void
weigh(const struct way *way, bool pools)
{
    static struct arenas arenas;
    struct sl_heap_design design = sl_heap_design_of(&sl_python27_host);
    struct sl_allocator from = {source, &arenas}, memory;
    struct sl_heap *heap = NULL;
    double expected = predicted(way, pools), allocator, kernel;
    struct sl_type *type;

    arenas.size = design.arena;
    if (pools) {
        heap = sl_heap_new(&design, &from, false, NULL);
        memory = sl_heap_allocator(heap);
    }
    type = class_of(sl_interp_new(&sl_python27_host, pools ? &memory : NULL, NULL),
                    way);
    memset(list, 1, sizeof list);
    fill(type, way, 1000);
    kernel_bytes();
    allocator = allocator_bytes(heap);
    kernel = kernel_bytes();
    fill(type, way, MILLION);
    allocator = (allocator_bytes(heap) - allocator) / MILLION;
    kernel = (kernel_bytes() - kernel) / MILLION;
    printf("%11.1f%9.1f%11s", expected, allocator,
           kernel > 0.99 * expected && kernel < 1.01 * expected ? "within 1%"
                                                                : "different");
}

int
main(void)
{
    printf("%-14s%31s%31s\n%-14s", "bytes each", "in pools", "from malloc", "");
    for (int i = 0; i < 2; i++)
        printf("%11s%9s%11s", "predicted", "counted", "kernel");
    putchar('\n');
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    for (size_t i = 0; i < 2 * (sizeof ways / sizeof ways[0]); i++) {
        if (i % 2 == 0)
            printf("%-14s", ways[i / 2].name);
        fflush(stdout);
        if (fork() == 0) {
            weigh(&ways[i / 2], i % 2 == 0);
            if (i % 2 == 1)
                putchar('\n');
            fflush(stdout);
            _exit(0);
        }
        wait(NULL);
    }
    return 0;
}
