import type { Metadata } from 'sharp'
import type { PhotoFormat } from '../../../core/photo'
import type { FileBytes } from '../file-bytes'
import { codedColours } from '../heic/coding'
import { adobeRgb, type CodedProfile, codedProfile } from './colour-code'
import { isAdobeRgb } from './exif-colours'
import { rgbProfile } from './matrix-profile'
import { pngColours } from './png-colours'
import { tiffColours } from './tiff-colours'

const plain: CodedProfile = { kind: 'plain' }

/** The profile that a photo without an embedded one asks for in its format's own way. */
export function impliedProfile(file: FileBytes, format: PhotoFormat, metadata: Metadata): CodedProfile {
  const isGrey = metadata.space === 'b-w' || metadata.space === 'grey16'
  switch (format) {
    case 'png':
      return pngColours(file, isGrey)
    case 'heic':
    case 'avif': {
      const code = codedColours(file)
      return code ? codedProfile(code, isGrey) : plain
    }
    case 'jpeg':
    case 'raw':
      return !isGrey && metadata.exif && isAdobeRgb(metadata.exif)
        ? { kind: 'profile', profile: rgbProfile(...adobeRgb) }
        : plain
    case 'tiff':
      // Floats are linear light, and CMYK is none.
      return metadata.space === 'cmyk' || metadata.depth === 'float' ? plain : tiffColours(file, isGrey)
    case 'webp':
      return plain
  }
}
