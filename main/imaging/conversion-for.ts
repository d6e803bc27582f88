import { type Conversion, conversionOf, type OutputChoice } from '../../core/conversion'
import { AppError } from '../../core/errors'
import type { ComposeRequest } from '../../core/imaging'
import { writtenFormat } from '../../core/photo'
import { headerOf } from './header'
import type { PhotoFile } from './photo-file'
import { colourChannels, type Layout } from './raster'

/** What has to be converted for a compose of a photo. @throws {AppError} `output-format` and the photo's codes */
export function conversionFor(
  photo: Pick<PhotoFile, 'format' | 'metadata' | 'sensor'>,
  request: Pick<ComposeRequest, 'source' | 'encoding' | 'plan' | 'surroundings' | 'asPhoto' | 'format'>,
): Conversion {
  const { source, encoding, plan, surroundings } = request
  // A format that is only read is written as another one, which is told as such.
  const isOwn = request.asPhoto && writtenFormat('same', photo.format) === request.format
  const choice: OutputChoice = {
    ...encoding,
    format: isOwn ? 'same' : request.format,
    paintedElsewhere: surroundings.kind === 'renders',
  }
  const result = conversionOf(headerOf(photo, source), choice, plan)
  if (result.kind === 'conversion') return result.conversion
  throw new AppError(result.error.code, result.error.message)
}

/**
 * What a photo is decoded to: 8 bits of its 16 where it is RGB whose colours stay and that is all that is written. Colours
 * are converted in all the bits that there are.
 */
export function decodedLayout(photo: Layout, { convertsColours, bits }: Conversion): Layout {
  const isCut = photo.model === 'rgb' && photo.bits === 16 && bits === 8 && !convertsColours
  return isCut ? { ...photo, bits: 8 } : photo
}

/** What is encoded of a decoded picture, before transparency is laid on white. */
export function convertedLayout(decoded: Layout, { model, bits }: Conversion): Layout {
  const channels = decoded.channels + colourChannels[model] - colourChannels[decoded.model]
  return { ...decoded, model, channels, bits: decoded.bits === 32 ? 32 : bits }
}
