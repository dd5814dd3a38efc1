/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The low library. It says more; see low/room/deep.h.
 *
 *     struct low_thing thing = low_make(1);
 */
#pragma once
#include <stdint.h>

#define LOW_CHECK __attribute__((warn_unused_result))

struct low_opaque;

/* A thing. */
struct low_thing {
    uint32_t a, b; /* two of them */
    /* Said above. */
    void (*call)(struct low_thing *, int (*why)(void));

    /* About all that follow. */

    union {
        struct {
            uint8_t x, y;
        } pair;
        uint16_t whole; /* both */
    };
    /* --- Small ones --- */
    uint32_t bits : 3;
} __attribute__((packed)); /* said behind */
_Static_assert(sizeof(struct low_thing) > 8, "size");

enum low_kind {
    LOW_FIRST, /* the first */
    LOW_SECOND = 1u << 4,
    LOW_THIRD
};

/* Makes one. `n`: how many.
 *
 *   LOW_FIRST    never
 */
LOW_CHECK struct low_thing low_make(int n);
void low_drop(struct low_thing *); /* NULL is fine */

/* <script>alert(1)</script> & "quotes" ]( {{< x >}} --> */
static inline int low_twice(int n)
{
    return 2 * n; /* in a body: shown nowhere */
}

/* Private. */
int low_inner_(int);

/* ---- A section -------------------------------------------------------------------------------*/

#define LOW_ONE 1
#define LOW_TWO 2 /* two */
#ifdef LOW_OTHER
#define LOW_THREE 4
#else
#define LOW_THREE 3
#endif

/* Text that belongs to nothing. */

/* Declares low_NAME_get(). */
#define LOW_GETTER(name)                     \
    static inline int low_##name##_get(void) \
    {                                        \
        return 0;                            \
    }
LOW_GETTER(size) /* the size's */

typedef struct {
    int value;
} low_id;
typedef enum { LOW_A, LOW_B } low_letter;
typedef void low_call(low_id id);
extern const int low_table[3];

/* ---- A section -------------------------------------------------------------------------------*/

int low_last(void);
