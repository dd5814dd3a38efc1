/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Whose change it is, by the paths that it touches: of the projects of one repository the one with
 * most files first; one without `paths` owns everything.
 */
#pragma once
#include "config.h"

struct attribution {
    const struct watched *watched;
    size_t *files; /* by project of watched->projects */
};

struct attribution attribution(struct arena *, const struct watched *);
void attribute_path(struct attribution *, const char *path);
/* Appends names. `files` is how many paths there were, -1: unknown. Ends the attribution. */
void attribute(struct arena *, struct attribution *, int files, struct string_list *ret_projects);
