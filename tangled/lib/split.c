/* Generated from chapters/88-split.nw by make tangle: do not edit. MIT licence. */
#include "split.h"

struct sl_object **sl_values_at(const struct sl_compact *d, size_t i) { (void)d; (void)i; return NULL; }
size_t sl_values_counted(const struct sl_compact *d) { (void)d; return 0; }
ptrdiff_t sl_values_next(const struct sl_compact *d, size_t *place) { (void)d; (void)place; return -1; }
void sl_values_leave(struct sl_compact *d) { (void)d; }
bool sl_values_insert(struct sl_compact *d, struct sl_object *key, long hash,
                      struct sl_object *value) { (void)d; (void)key; (void)hash; (void)value; return false; }
bool sl_values_remove(struct sl_compact *d, size_t i) { (void)d; (void)i; return false; }
void sl_values_clear(struct sl_compact *d) { (void)d; }
void sl_values_end(struct sl_compact *d) { (void)d; }
