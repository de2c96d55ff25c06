/* Generated from chapters/88-split.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_SPLIT_H
#define SL_SPLIT_H

#include "compact.h"

struct sl_value_block;

struct sl_object **sl_values_at(const struct sl_compact *d, size_t i);
size_t sl_values_counted(const struct sl_compact *d);
ptrdiff_t sl_values_next(const struct sl_compact *d, size_t *place);
void sl_values_leave(struct sl_compact *d);
bool sl_values_insert(struct sl_compact *d, struct sl_object *key, long hash,
                      struct sl_object *value);
bool sl_values_remove(struct sl_compact *d, size_t i);
void sl_values_clear(struct sl_compact *d);
void sl_values_end(struct sl_compact *d);
#endif
