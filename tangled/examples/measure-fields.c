/* Generated from chapters/01-measure.nw by make tangle: do not edit. MIT licence. */
/* measure-fields: where the members of a bytearray lie on two machines.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 measure-fields.c -o measure-fields
   It prints what tests/examples/measure-fields.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
print_layout(const char *machine, const struct sl_abi *abi, const char *format)
{
    static const char *const members[] = {"reference count", "type",      "length",
                                          "exports",         "allocated", "bytes"};
    struct sl_field field = {0};
    size_t end = 0;

    for (size_t i = 0; sl_format_next(abi, &format, &field, NULL) > 0; i++) {
        printf("%s\t%s\t%c\t%zu\t%zu\t%zu\n", machine, members[i], field.code,
               field.offset, field.size, field.offset - end);
        end = field.offset + field.size;
    }
}

int
main(void)
{
    const char *bytearray = SL_BYTEARRAY_FORMAT;

    printf("ABI\tmember\titem\toffset\tbytes\thole before\n");
    print_layout("LP64", &sl_lp64, bytearray);
    print_layout("ILP32", &sl_ilp32, bytearray);
    return 0;
}
