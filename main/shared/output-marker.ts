/** The empty file that marks a folder as one of outputs: it is never walked, so that outputs are not expanded again. */
export const outputMarker = '.outframe'
