/** What is used of libheif's plain functions: the package's own types have no memory, and none for this file. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface Libheif {
    readonly HEAPU8: Uint8Array
    readonly HEAPU32: Uint32Array
    _malloc(bytes: number): number
    _heif_context_alloc(): number
    _heif_context_read_from_memory_without_copy(
      error: number,
      context: number,
      start: number,
      bytes: number,
      options: number,
    ): void
    _heif_context_get_primary_image_handle(error: number, context: number, handle: number): void
    _heif_image_handle_has_alpha_channel(handle: number): number
    _heif_image_handle_is_premultiplied_alpha(handle: number): number
    _heif_image_handle_get_luma_bits_per_pixel(handle: number): number
    _heif_decode_image(
      error: number,
      handle: number,
      image: number,
      space: number,
      chroma: number,
      options: number,
    ): void
    _heif_image_handle_get_width(handle: number): number
    _heif_image_handle_get_height(handle: number): number
    _heif_decoding_options_alloc(): number
    _heif_image_handle_decode_image_tile(
      error: number,
      handle: number,
      image: number,
      space: number,
      chroma: number,
      options: number,
      column: number,
      row: number,
    ): void
    _heif_image_release(image: number): void
    _heif_get_disabled_security_limits(): number
    _heif_context_set_security_limits(error: number, context: number, limits: number): void
    _heif_image_get_decoding_warnings(image: number, first: number, warnings: number, max: number): number
    _heif_image_get_width(image: number, channel: number): number
    _heif_image_get_height(image: number, channel: number): number
    _heif_image_get_bits_per_pixel_range(image: number, channel: number): number
    _heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number
  }
  const instantiate: () => Libheif
  // biome-ignore lint/style/noDefaultExport: it is the package's.
  export default instantiate
}
