/** Cells from the middle of a patch to its border: patches are 7 × 7, as in Wexler et al. and Barnes et al. */
export const patchRadius = 3

/** Cells along a patch. */
export const patchSize = 2 * patchRadius + 1

/** How far a patch' colours may be moved to fit where it is put, of full intensity. */
export const mostBias = 0.12

/**
 * How far a patch' colours are moved of what would fit: what is painted comes nearer to colours that the photo has with
 * every round. Moved all the way, it keeps what it drifted to: even backdrops with noise got coloured clouds.
 */
export const biasShare = 0.8

/** What moving a patch' colours costs, of what it saves. */
export const biasCost = 0.25
