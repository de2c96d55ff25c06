/* Generated from chapters/98-figures.nw by make tangle: do not edit. MIT licence. */
#include "drawings.h"
#include "slots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
check(bool expected)
{
    if (expected)
        return;
    fputs("something failed that cannot fail\n", stderr);
    exit(EXIT_FAILURE);
}

/* P, which is expected not to be NULL. */
static void *
need(void *p)
{
    check(p != NULL);
    return p;
}

struct figure {
    const char *name;
    void (*draw)(struct sl_interp *py);
};

#define FIGURE(name, draw) ((struct figure){name, draw})

int
main(int argc, char **argv)
{
    const struct figure figures[] = {
        FIGURE("measure-getsizeof", draw_measure_getsizeof),
        FIGURE("measure-str", draw_measure_str),
        FIGURE("object-tuple", draw_object_tuple),
        FIGURE("dict-states", draw_dict_states),
        FIGURE("dict-probe", draw_dict_probe),
        FIGURE("dict-stairs", draw_dict_stairs),
        FIGURE("instance-map", draw_instance_map),
        FIGURE("type-layout", draw_type_layout),
        FIGURE("empty-int", draw_empty_int),
        FIGURE("fixed-curve", draw_fixed_curve),
        FIGURE("fixed-par", draw_fixed_par),
        FIGURE("hybrid-splits", draw_hybrid_splits),
        FIGURE("hybrid-ways", draw_hybrid_ways),
        FIGURE("hybrid-maps", draw_hybrid_maps),
        FIGURE("avoid-conflict", draw_avoid_conflict),
        FIGURE("heap-blocks", draw_heap_blocks),
        FIGURE("heap-pool", draw_heap_pool),
        FIGURE("heap-young", draw_heap_young),
        FIGURE("weakref-list", draw_weakref_list),
        FIGURE("since-instance", draw_since_instance),
        FIGURE("types-since-front", draw_types_since_front),
        FIGURE("compact-index", draw_compact_index),
        FIGURE("split-values", draw_split_values),
    };
    struct sl_interp *py = need(sl_interp_new(&sl_python27_host, NULL, NULL));

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (argc < 2)
            puts(figures[i].name);
        else if (strcmp(argv[1], figures[i].name) == 0)
            figures[i].draw(py);
    check(sl_interp_free(py) == 0);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
