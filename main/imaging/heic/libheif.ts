/** libheif's numbers: its JavaScript enumerations are not what its plain functions take. */
const rgb = 1
const interleaved = 10
const chromas = { rgb8: 10, rgba8: 11, rgb16: 14, rgba16: 15 } as const

/** Bytes of `heif_error`: code, subcode, message. */
const errorBytes = 12

/** Where libheif puts a pointer or a number. */
const slotBytes = 4

/** A decoded picture in WebAssembly's memory: rows of interleaved samples, each `stride` bytes long. */
export interface DecodedPicture {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  readonly isPremultiplied: boolean
  /** Bits of a sample that are used; above 8 each takes two bytes, little-endian. */
  readonly bits: number
  readonly stride: number
  readonly bytes: Uint8Array
}

/** libheif's code for pictures that it has no memory for, or holds for bombs. */
const tooLarge = 6

/** What libheif says about a file, in its own words. */
export class HeifError extends Error {
  override readonly name = 'HeifError'
  readonly isTooLarge: boolean
  constructor(code: number, words: string) {
    super(words)
    this.isTooLarge = code === tooLarge
  }
}

/**
 * Decodes the main picture of a HEIC file, upright: libheif turns and crops as the file says.
 *
 * Each picture gets a WebAssembly memory of its own, since those never become smaller: it goes with the instance.
 * @param use is given the picture while it is there.
 * @throws {HeifError}
 */
export async function withHeic<T>(file: Uint8Array, use: (picture: DecodedPicture) => T): Promise<T> {
  // Loaded when the first photo asks for it: 2 MB of script, which no other photo needs.
  const { default: instantiate } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs')
  const library = instantiate()
  const scratch = library._malloc(errorBytes + slotBytes)
  const slot = scratch + errorBytes
  const value = () => library.HEAPU32[slot / 4] ?? 0
  const check = () => {
    const code = library.HEAPU32[scratch / 4] ?? 0
    if (code === 0) return
    throw new HeifError(code, textAt(library.HEAPU8, library.HEAPU32[scratch / 4 + 2] ?? 0))
  }

  const start = library._malloc(file.length)
  if (start === 0) throw new HeifError(tooLarge, 'out of memory')
  library.HEAPU8.set(file, start)
  const context = library._heif_context_alloc()
  library._heif_context_read_from_memory_without_copy(scratch, context, start, file.length, 0)
  check()
  library._heif_context_get_primary_image_handle(scratch, context, slot)
  check()
  const handle = value()
  const hasAlpha = library._heif_image_handle_has_alpha_channel(handle) !== 0
  const isDeep = library._heif_image_handle_get_luma_bits_per_pixel(handle) > 8
  const chroma = isDeep ? (hasAlpha ? chromas.rgba16 : chromas.rgb16) : hasAlpha ? chromas.rgba8 : chromas.rgb8
  library._heif_decode_image(scratch, handle, slot, rgb, chroma, 0)
  check()
  const image = value()
  // Where tiles are missing or broken it goes on with black ones, and merely warns.
  if (library._heif_image_get_decoding_warnings(image, 0, scratch, 1) > 0) check()
  const at = library._heif_image_get_plane_readonly2(image, interleaved, slot)
  const height = library._heif_image_get_height(image, interleaved)
  return use({
    width: library._heif_image_get_width(image, interleaved),
    height,
    channels: hasAlpha ? 4 : 3,
    isPremultiplied: library._heif_image_handle_is_premultiplied_alpha(handle) !== 0,
    bits: library._heif_image_get_bits_per_pixel_range(image, interleaved),
    stride: value(),
    bytes: library.HEAPU8.subarray(at, at + value() * height),
  })
}

function textAt(memory: Uint8Array, at: number): string {
  return Buffer.from(memory.subarray(at, memory.indexOf(0, at))).toString('latin1')
}
