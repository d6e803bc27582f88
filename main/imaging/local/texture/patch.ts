/** Cells from the middle of a patch to its border: patches are 7 × 7, as in Wexler et al. and Barnes et al. */
export const patchRadius = 3

/** Cells along a patch. */
export const patchSize = 2 * patchRadius + 1

/** How far a patch' colours may be moved to fit where it is put, of full intensity. */
export const mostBias = 0.12

/** What moving a patch' colours costs, of what it saves. */
export const biasCost = 0.25
