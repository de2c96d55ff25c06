/* Generated from chapters/98-figures.nw by make tangle: do not edit. MIT licence. */
#ifndef PEN_H
#define PEN_H

#include <stdbool.h>

/* The pen: a figure is begun, drawn, and ended, on standard output. Lengths are in
   pixels. FORMAT and what follows are as for printf. */

enum { PEN_WIDTH = 344 };

/* What is drawn begins at the left and ends at the bottom, without a margin. */
void picture(int height, const char *title, const char *format, ...);
void end_picture(void);

/* ANCHOR: start, middle or end, as in SVG. */
void text(double x, double y, const char *anchor, const char *format, ...);

/* KIND is one of those in colour_of. A LABEL that is wide is set smaller. */
void box(double x, double y, double width, double height, const char *kind,
         const char *label);
void arrow(double x1, double y1, double x2, double y2);

/* A line of a KIND: what is drawn between the two is its path. */
void begin_line(const char *kind);
void end_line(bool dashed);

/* A small circle around a point that the text speaks of. */
void mark(double x, double y);
#endif
