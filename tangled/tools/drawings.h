/* Generated from chapters/98-figures.nw by make tangle: do not edit. MIT licence. */
#ifndef DRAWINGS_H
#define DRAWINGS_H

struct sl_interp;

void draw_measure_getsizeof(struct sl_interp *py);
void draw_measure_str(struct sl_interp *py);
void draw_object_tuple(struct sl_interp *py);
void draw_dict_states(struct sl_interp *py);
void draw_dict_probe(struct sl_interp *py);
void draw_instance_map(struct sl_interp *py);
void draw_type_layout(struct sl_interp *py);
void draw_empty_int(struct sl_interp *py);
void draw_hybrid_maps(struct sl_interp *py);
void draw_avoid_conflict(struct sl_interp *py);
void draw_weakref_list(struct sl_interp *py);
void draw_types_since_front(struct sl_interp *py);
void draw_dict_stairs(struct sl_interp *py);
void draw_fixed_curve(struct sl_interp *py);
void draw_fixed_par(struct sl_interp *py);
void draw_hybrid_splits(struct sl_interp *py);
void draw_hybrid_ways(struct sl_interp *py);
void draw_heap_blocks(struct sl_interp *py);
void draw_heap_pool(struct sl_interp *py);
void draw_heap_young(struct sl_interp *py);
void draw_compact_index(struct sl_interp *py);
void draw_split_values(struct sl_interp *py);
void draw_since_instance(struct sl_interp *py);
#endif
