/* Generated from chapters/98-figures.nw by make tangle: do not edit. MIT licence. */
#include "pen.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
colour_of(const char *kind)
{
    static const char *const colours[][2] = {
        {"gc", "#dddddd"},      {"head", "#77aadd"},   {"field", "#eedd88"},
        {"pointer", "#ee8866"}, {"used", "#44bb99"},   {"dummy", "#ffaabb"},
        {"empty", "#ffffff"},   {"outside", "none"},   {"outline", "none"},
        {"plain", "#aa3377"},   {"slots", "#4477aa"},  {"hybrid", "#228833"},
        {"grid", "#bbbbbb"},    {"better", "#dddddd"},
    };

    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        if (strcmp(colours[i][0], kind) == 0)
            return colours[i][1];
    fprintf(stderr, "the pen has no colour for '%s'\n", kind);
    exit(EXIT_FAILURE);
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void
escaped(const char *s)
{
    for (; *s != '\0'; s++) {
        size_t more = strspn(s + 1, "0123456789");

        if (*s == '<' || *s == '&')
            printf("&#%d;", *s);
        else
            putchar(*s);
        if (is_digit(*s) && more > 0 && more % 3 == 0)
            putchar(',');
    }
}

static void
escaped_format(const char *format, va_list arguments)
{
    char s[1000];

    vsnprintf(s, sizeof s, format, arguments);
    escaped(s);
}

void
text(double x, double y, const char *anchor, const char *format, ...)
{
    va_list arguments;

    printf("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    va_start(arguments, format);
    escaped_format(format, arguments);
    va_end(arguments);
    puts("</text>");
}

void
picture(int height, const char *title, const char *format, ...)
{
    va_list arguments;

    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
           "width=\"%d\" height=\"%d\" role=\"img\" aria-labelledby=\"title\" "
           "aria-describedby=\"desc\" font-family=\"Inconsolata, monospace\" "
           "font-size=\"12\">\n<title id=\"title\">%s</title>\n<desc id=\"desc\">",
           PEN_WIDTH, height, PEN_WIDTH, height, title);
    va_start(arguments, format);
    escaped_format(format, arguments);
    va_end(arguments);
    puts("</desc>");
}

void
end_picture(void)
{
    puts("</svg>");
}

void
box(double x, double y, double width, double height, const char *kind,
    const char *label)
{
    double size = (width - 2) / (0.6 * (double)strlen(label));

    printf("<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
           "height=\"%.1f\" fill=\"%s\" stroke=\"%s\"/>\n",
           kind, x, y, width, height, colour_of(kind),
           strcmp(kind, "better") == 0 ? "none" : "#444");
    if (label[0] == '\0')
        return;
    printf("<text class=\"on-%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" "
           "font-size=\"%.1f\">",
           kind, x + width / 2, y + height / 2 + 4, fmax(10.2, fmin(12, size)));
    escaped(label);
    puts("</text>");
}

void
arrow(double x1, double y1, double x2, double y2)
{
    double dx = x2 - x1, dy = y2 - y1, length = sqrt(dx * dx + dy * dy);
    double ux = dx / length, uy = dy / length;

    printf("<circle class=\"tip\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>\n", x1, y1);
    printf("<path class=\"arrow\" d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#444444\" "
           "fill=\"none\"/>\n",
           x1, y1, x2, y2);
    printf("<path class=\"tip\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"/>\n", x2, y2,
           x2 - 8 * ux - 4 * uy, y2 - 8 * uy + 4 * ux, x2 - 8 * ux + 4 * uy,
           y2 - 8 * uy - 4 * ux);
}

void
begin_line(const char *kind)
{
    printf(
        "<path class=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" d=\"",
        kind, colour_of(kind), strcmp(kind, "grid") == 0 ? 1 : 2);
}

void
end_line(bool dashed)
{
    printf("\"%s/>\n", dashed ? " stroke-dasharray=\"6 3\"" : "");
}

void
mark(double x, double y)
{
    printf("<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"none\" "
           "stroke=\"#000000\" stroke-width=\"1.5\"/>\n",
           x, y);
}
