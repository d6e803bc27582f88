import { samplesOf } from '../raster'
import type { PictureGrid } from './grid'
import type { Part } from './placing'

/** libheif's numbers: its JavaScript enumerations are not what its plain functions take. */
const rgb = 1
const interleaved = 10
const chromas = { rgb8: 10, rgba8: 11, rgb16: 14, rgba16: 15 } as const

/** Bytes of `heif_error`: code, subcode, message. */
const errorBytes = 12

/** Where libheif puts a pointer or a number. */
const slotBytes = 4

/** Where in libheif's settings stands that a picture is to be given as it is coded (`heif_decoding_options`), bytes. */
const asCodedByte = 1

/** A picture that is being decoded. */
export interface HeicPicture {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  readonly isDeep: boolean
  readonly isPremultiplied: boolean
  /** Decoded as they are asked for, into WebAssembly's memory; each is gone when the next one is. @throws {HeifError} */
  readonly parts: Iterable<Part>
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
 * Decodes the main picture of a HEIC file: as a whole, which libheif turns and cuts as the file says, or as the tiles that
 * it is made of.
 *
 * Each picture gets a WebAssembly memory of its own, since those never become smaller: it goes with the instance.
 * @param grid the tiles that it is to be decoded by; null: as a whole.
 * @param use is given the picture while it is there.
 * @throws {HeifError}
 */
export async function withHeic<T>(
  file: Uint8Array,
  grid: PictureGrid | null,
  use: (picture: HeicPicture) => T,
): Promise<T> {
  // Loaded when the first photo asks for it: 2 MB of script, which no other photo needs.
  const { default: instantiate } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs')
  const library = instantiate()
  const scratch = library._malloc(errorBytes + slotBytes)
  const slot = scratch + errorBytes
  const value = (at: number = slot) => library.HEAPU32[at / 4] ?? 0
  const check = () => {
    const code = value(scratch)
    if (code !== 0) throw new HeifError(code, textAt(library.HEAPU8, value(scratch + 8)))
  }

  const start = library._malloc(file.length)
  if (start === 0) throw new HeifError(tooLarge, 'out of memory')
  library.HEAPU8.set(file, start)
  const context = library._heif_context_alloc()
  // Its limit of 256 tiles: those that are decoded one by one are known to be there.
  if (grid) library._heif_context_set_security_limits(scratch, context, library._heif_get_disabled_security_limits())
  library._heif_context_read_from_memory_without_copy(scratch, context, start, file.length, 0)
  check()
  library._heif_context_get_primary_image_handle(scratch, context, slot)
  check()
  const handle = value()
  const hasAlpha = library._heif_image_handle_has_alpha_channel(handle) !== 0
  const isDeep = library._heif_image_handle_get_luma_bits_per_pixel(handle) > 8
  const chroma = isDeep ? (hasAlpha ? chromas.rgba16 : chromas.rgb16) : hasAlpha ? chromas.rgba8 : chromas.rgb8

  const partOf = (image: number, left: number, top: number): Part => {
    // Where tiles are missing or broken it goes on with black ones, and merely warns.
    if (library._heif_image_get_decoding_warnings(image, 0, scratch, 1) > 0) check()
    const at = library._heif_image_get_plane_readonly2(image, interleaved, slot)
    const [bytes, height] = [value(), library._heif_image_get_height(image, interleaved)]
    const width = library._heif_image_get_width(image, interleaved)
    const bits = library._heif_image_get_bits_per_pixel_range(image, interleaved)
    const samples = samplesOf(library.HEAPU8.subarray(at, at + bytes * height), isDeep ? 16 : 8)
    return { left, top, width, height, bits, stride: bytes / samples.BYTES_PER_ELEMENT, samples }
  }
  const whole = function* () {
    library._heif_decode_image(scratch, handle, slot, rgb, chroma, 0)
    check()
    yield partOf(value(), 0, 0)
  }
  const tiles = function* ({ columns, rows, tileWidth, tileHeight }: PictureGrid) {
    const options = library._heif_decoding_options_alloc()
    library.HEAPU8[options + asCodedByte] = 1
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        library._heif_image_handle_decode_image_tile(scratch, handle, slot, rgb, chroma, options, column, row)
        check()
        const image = value()
        yield partOf(image, column * tileWidth, row * tileHeight)
        library._heif_image_release(image)
      }
    }
  }

  return use({
    width: library._heif_image_handle_get_width(handle),
    height: library._heif_image_handle_get_height(handle),
    channels: hasAlpha ? 4 : 3,
    isDeep,
    isPremultiplied: library._heif_image_handle_is_premultiplied_alpha(handle) !== 0,
    parts: grid ? tiles(grid) : whole(),
  })
}

function textAt(memory: Uint8Array, at: number): string {
  return Buffer.from(memory.subarray(at, memory.indexOf(0, at))).toString('latin1')
}
