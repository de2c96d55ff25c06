/* Generated from chapters/86-releases.nw by make tangle: do not edit. MIT licence. */
#include "releases.h"
#include "object.h"
#include "types-since.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct sl_release sl_release_27 = {.major = 2,
                                         .minor = 7,
                                         .dict = SL_DICT_FORMAT,
                                         .growth = SL_GROWTH_OPEN,
                                         .empty_table = true,
                                         .wording = &sl_wording_27,
                                         .body_names = sl_body_names_27};
#define DICT_3 "nPnqPP"   /* used, a version of 64 bits, keys, values */
#define KEYS_36 "nnPnn"   /* references, places, how to look up, free, used */
#define KEYS_311 "n3cinn" /* references, three small ones, version, free, used */

static const struct sl_release release_36 = {.major = 3,
                                             .minor = 6,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_HALF,
                                             .empty_table = true,
                                             .values = SL_VALUES_SHARED,
                                             .frame = "nPn13P4i60i",
                                             .class_head = SL_HEAD_ADDED,
                                             .types = &sl_types_36,
                                             .wording = &sl_wording_36,
                                             .body_names = sl_body_names_36,
                                             .text = true};
static const struct sl_release release_37 = {.major = 3,
                                             .minor = 7,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_USED,
                                             .empty_table = true,
                                             .values = SL_VALUES_SHARED,
                                             .frame = "nPn11P4i60i",
                                             .copy_clones = true,
                                             .class_head = SL_HEAD_ADDED,
                                             .types = &sl_types_37,
                                             .wording = &sl_wording_36,
                                             .body_names = sl_body_names_27,
                                             .text = true};
static const struct sl_release release_38 = {.major = 3,
                                             .minor = 8,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_USED,
                                             .values = SL_VALUES_SHARED,
                                             .gc_always = true,
                                             .frame = "nPn11P4i60i",
                                             .call_table = true,
                                             .copy_clones = true,
                                             .class_head = SL_HEAD_ALWAYS,
                                             .types = &sl_types_38,
                                             .wording = &sl_wording_38,
                                             .body_names = sl_body_names_27,
                                             .text = true};
static const struct sl_release release_39 = {.major = 3,
                                             .minor = 9,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_USED,
                                             .values = SL_VALUES_SHARED,
                                             .gc_always = true,
                                             .frame = "nPn11P4i60i",
                                             .call_table = true,
                                             .copy_clones = true,
                                             .class_head = SL_HEAD_ALWAYS,
                                             .types = &sl_types_38,
                                             .wording = &sl_wording_38,
                                             .body_names = sl_body_names_27,
                                             .text = true};
static const struct sl_release release_310 = {.major = 3,
                                              .minor = 10,
                                              .dict = DICT_3,
                                              .keys = KEYS_36,
                                              .growth = SL_GROWTH_USED,
                                              .round_slip = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .values = SL_VALUES_SHARED,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .frame = "nPn10P4i60i",
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_310,
                                              .wording = &sl_wording_310,
                                              .body_names = sl_body_names_27,
                                              .text = true};
static const struct sl_release release_311 = {.major = 3,
                                              .minor = 11,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .round_slip = true,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .values = SL_VALUES_BLOCK,
                                              .front = SL_FRONT_DICT,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_311,
                                              .wording = &sl_wording_311,
                                              .body_names = sl_body_names_27,
                                              .text = true};
static const struct sl_release release_312 = {.major = 3,
                                              .minor = 12,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .round_slip = true,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .values = SL_VALUES_BLOCK,
                                              .front = SL_FRONT_BOTH,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_312,
                                              .wording = &sl_wording_312,
                                              .body_names = sl_body_names_27,
                                              .text = true};
static const struct sl_release release_3130 = {.major = 3,
                                               .minor = 13,
                                               .dict = DICT_3,
                                               .keys = KEYS_311,
                                               .growth = SL_GROWTH_USED,
                                               .round_slip = true,
                                               .string_entries = true,
                                               .copy_clones = true,
                                               .update_clones = true,
                                               .split_stays = true,
                                               .values = SL_VALUES_INLINE,
                                               .front = SL_FRONT_BOTH,
                                               .hybrid_slip = true,
                                               .large_pools = true,
                                               .gc_always = true,
                                               .class_head = SL_HEAD_ALWAYS,
                                               .types = &sl_types_313,
                                               .wording = &sl_wording_313,
                                               .body_names = sl_body_names_313,
                                               .text = true};
static const struct sl_release release_3135 = {.major = 3,
                                               .minor = 13,
                                               .dict = DICT_3,
                                               .keys = KEYS_311,
                                               .growth = SL_GROWTH_USED,
                                               .string_entries = true,
                                               .copy_clones = true,
                                               .update_clones = true,
                                               .split_stays = true,
                                               .values = SL_VALUES_INLINE,
                                               .front = SL_FRONT_BOTH,
                                               .hybrid_slip = true,
                                               .large_pools = true,
                                               .gc_always = true,
                                               .class_head = SL_HEAD_ALWAYS,
                                               .types = &sl_types_313,
                                               .wording = &sl_wording_313,
                                               .body_names = sl_body_names_313,
                                               .text = true};
static const struct sl_release release_314 = {.major = 3,
                                              .minor = 14,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .split_stays = true,
                                              .values = SL_VALUES_INLINE,
                                              .front = SL_FRONT_BOTH,
                                              .keys_of_source = true,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_314,
                                              .wording = &sl_wording_313,
                                              .body_names = sl_body_names_313,
                                              .text = true};
static const struct sl_release release_315 = {.major = 3,
                                              .minor = 15,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .split_stays = true,
                                              .values = SL_VALUES_INLINE,
                                              .front = SL_FRONT_BOTH,
                                              .keys_of_source = true,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_315,
                                              .wording = &sl_wording_315,
                                              .body_names = sl_body_names_313,
                                              .text = true,
                                              .slots_with_items = true};
#define GC_HEAD_36 "2Pn0g"
#define GC_HEAD_38 "2P"

static const struct sl_platform
    python36_lp64 = {"3.6", &sl_lp64, GC_HEAD_36, "i", &release_36},
    python37_lp64 = {"3.7", &sl_lp64, GC_HEAD_36, "i", &release_37},
    python38_lp64 = {"3.8", &sl_lp64, GC_HEAD_38, "i", &release_38},
    python39_lp64 = {"3.9", &sl_lp64, GC_HEAD_38, "i", &release_39},
    python310_lp64 = {"3.10", &sl_lp64, GC_HEAD_38, "i", &release_310},
    python311_lp64 = {"3.11", &sl_lp64, GC_HEAD_38, "i", &release_311},
    python312_lp64 = {"3.12", &sl_lp64, GC_HEAD_38, "i", &release_312},
    python3130_lp64 = {"3.13.0", &sl_lp64, GC_HEAD_38, "i", &release_3130},
    python313_lp64 = {"3.13", &sl_lp64, GC_HEAD_38, "i", &release_3135},
    python314_lp64 = {"3.14", &sl_lp64, GC_HEAD_38, "i", &release_314},
    python315_lp64 = {"3.15", &sl_lp64, GC_HEAD_38, "i", &release_315};
static const struct sl_platform
    python39_ilp32 = {"3.9", &sl_ilp32, GC_HEAD_38, "h", &release_39},
    python311_ilp32 = {"3.11", &sl_ilp32, GC_HEAD_38, "i", &release_311},
    python3130_ilp32 = {"3.13.0", &sl_ilp32, GC_HEAD_38, "i", &release_3130},
    python313_ilp32 = {"3.13", &sl_ilp32, GC_HEAD_38, "i", &release_3135},
    python314_ilp32 = {"3.14", &sl_ilp32, GC_HEAD_38, "i", &release_314};

const struct sl_platform *const sl_platforms[] = {&sl_python27_lp64,
                                                  &python36_lp64,
                                                  &python37_lp64,
                                                  &python38_lp64,
                                                  &python39_lp64,
                                                  &python310_lp64,
                                                  &python311_lp64,
                                                  &python312_lp64,
                                                  &python3130_lp64,
                                                  &python313_lp64,
                                                  &python314_lp64,
                                                  &python315_lp64,
                                                  &sl_python27_ilp32,
                                                  &python39_ilp32,
                                                  &python311_ilp32,
                                                  &python3130_ilp32,
                                                  &python313_ilp32,
                                                  &python314_ilp32,
                                                  NULL};

/* The numbers of TEXT in PARTS, the third -1 where there is none. */
static bool
read_version(const char *text, long parts[3])
{
    int count = 0;

    for (parts[2] = -1; count < 3; text++) {
        char *end;

        if (*text < '0' || *text > '9')
            return false;
        parts[count++] = strtol(text, &end, 10);
        text = end;
        if (*text != '.')
            break;
    }
    return *text == '\0' && count >= 2;
}

static bool
is_named(const struct sl_platform *p, const long parts[3])
{
    enum { MENDED = 4 };
    bool early = p->release->round_slip;

    if (p->release->major != parts[0] || p->release->minor != parts[1])
        return false;
    if (strcmp(p->version, "3.13") != 0 && strcmp(p->version, "3.13.0") != 0)
        return true;
    return early == (parts[2] >= 0 && parts[2] < MENDED);
}

static const struct sl_platform *
not_measured(const char *version, const char *abi, struct sl_error *error)
{
    char known[256] = "";
    size_t end = 0;

    for (size_t i = 0; sl_platforms[i] != NULL; i++)
        if (strcmp(sl_platforms[i]->abi->name, abi) == 0)
            end += (size_t)snprintf(known + end, sizeof known - end, "%s%s",
                                    end > 0 ? ", " : "", sl_platforms[i]->version);
    if (end == 0)
        sl_fail(error, SL_VALUE_ERROR, "no such ABI: %s; there are lp64 and ilp32",
                abi);
    else
        sl_fail(error, SL_VALUE_ERROR,
                "CPython %s on %s has not been measured; these have: %s", version,
                abi, known);
    return NULL;
}

const struct sl_platform *
sl_platform_find(const char *version, const char *abi, struct sl_error *error)
{
    long parts[3];

    if (read_version(version, parts))
        for (size_t i = 0; sl_platforms[i] != NULL; i++)
            if (is_named(sl_platforms[i], parts) &&
                strcmp(sl_platforms[i]->abi->name, abi) == 0)
                return sl_platforms[i];
    return not_measured(version, abi, error);
}
