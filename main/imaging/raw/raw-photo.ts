import type { Size } from '../../../core/geometry/types'
import type { Directory } from '../metadata/ifd'
import type { EmbeddedJpeg } from './embedded-jpeg'

/** What a camera's own file holds besides what its sensor saw. */
export interface RawPhoto {
  /** The largest picture that the camera embedded; null: none that can be used. */
  readonly preview: EmbeddedJpeg | null
  /** Whether a picture that it tells of lies beyond the file's end. */
  readonly isCutOff: boolean
  /** Its EXIF, with orientation; null when the embedded picture's own is the one. */
  readonly exif: Directory | null
  readonly xmp: Buffer | null
  /** Photoshop's resources with IPTC. */
  readonly resources: Buffer | null
  /** What the sensor saw, as it is stored, px; null when it does not say. */
  readonly sensor: Size | null
}
