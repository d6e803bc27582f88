import type { Plan, Size } from './geometry/types'
import type { PhotoFormat, PhotoHeader } from './photo'

/**
 * What a user is told about how an output differs from the photo, besides its surroundings.
 * `written-as`: its format, which was to be kept, is only read. `raw-preview`: it is not the sensor's data. `first-page`: the others are left
 * out. `unused-profile`: it is damaged or for other colours, `taken` says for what its colours are taken. `space`: the format cannot hold its colours. `profile`: another one was chosen. `depth`: fewer bits per sample.
 * `transparency`: laid on white. `opaque`: what is painted around the photo has none. `resampled`, `sharpened`: its own pixels change.
 */
export type ConversionNote = { readonly message: string } & (
  | { readonly code: 'written-as'; readonly params: { readonly from: string; readonly to: string } }
  /** `sensor…`: where its picture is clearly larger than the preview. */
  | {
      readonly code: 'raw-preview'
      readonly params: Size | (Size & { readonly sensorWidth: number; readonly sensorHeight: number })
    }
  | { readonly code: 'first-page'; readonly params: { readonly pages: number } }
  | { readonly code: 'unused-profile'; readonly params: { readonly taken: 'sRGB' | 'CMYK' } }
  | { readonly code: 'space'; readonly params: { readonly from: string; readonly to: string; readonly format: string } }
  | { readonly code: 'profile'; readonly params: { readonly from: string; readonly to: string } }
  | {
      readonly code: 'depth'
      /** `because`: the format or the colours' conversion can hold no more, or it was chosen. */
      readonly params: {
        readonly from: number
        readonly to: number
        readonly because: 'format' | 'conversion' | 'choice'
        readonly format: string
      }
    }
  | { readonly code: 'transparency'; readonly params: { readonly format: string } }
  | { readonly code: 'opaque'; readonly params: Readonly<Record<string, never>> }
  | { readonly code: 'resampled'; readonly params: Size & { readonly percent: number } }
  | { readonly code: 'sharpened'; readonly params: { readonly strength: number } }
)

/** A note; its message is what its code and parameters say in English. */
export function note<C extends ConversionNote['code']>(
  code: C,
  params: Extract<ConversionNote, { code: C }>['params'],
  message: string,
): ConversionNote {
  // The three belong together by the signature, which a union of their combinations does not show.
  return { code, params, message } as ConversionNote
}

/** That of a RAW file its preview is expanded, and what more there would be; `null`: the photo is none. */
export function rawNote({
  format,
  size,
  sensor,
}: Pick<PhotoHeader, 'format' | 'size' | 'sensor'>): ConversionNote | null {
  if (format !== 'raw') return null
  const { width, height } = size
  const preview = `RAW: the camera’s embedded preview, ${width} × ${height} px, is expanded`
  // A sensor has a few rows and columns more than any picture that is made of it.
  if (!sensor || width > 0.9 * sensor.width) return note('raw-preview', { width, height }, `${preview}.`)
  const params = { width, height, sensorWidth: sensor.width, sensorHeight: sensor.height }
  return note('raw-preview', params, `${preview}; the sensor has ${sensor.width} × ${sensor.height} px.`)
}

const readOnlyNames: Partial<Readonly<Record<PhotoFormat, string>>> = { heic: 'HEIC', raw: 'RAW' }

/** That a format which was to be kept is only read. @param to what is written, as users know it */
export function writtenAs({ format }: Pick<PhotoHeader, 'format'>, to: string): ConversionNote | null {
  const from = readOnlyNames[format]
  if (from === undefined) return null
  return note('written-as', { from, to }, `${from} cannot be written: the output is a ${to}.`)
}

/** That the photo's own profile counts for nothing. */
export function unusedProfile({ profile, space }: Pick<PhotoHeader, 'profile' | 'space'>): ConversionNote | null {
  if (profile !== 'unusable') return null
  const taken = space === 'cmyk' ? 'CMYK' : 'sRGB'
  const message = `The photo’s colour profile is damaged or made for other colours, and is not used: its colours are taken for plain ${taken}.`
  return note('unused-profile', { taken }, message)
}

/** That a file has more pictures. */
export function firstPage({ pages }: Pick<PhotoHeader, 'pages'>): ConversionNote | null {
  return pages > 1
    ? note('first-page', { pages }, `Of ${pages} pictures in the file only the main one is expanded.`)
    : null
}

/** That the canvas is not written in its own size. */
export function resampled({ canvas, output }: Pick<Plan, 'canvas' | 'output'>): ConversionNote | null {
  if (canvas.width === output.width && canvas.height === output.height) return null
  const percent = Math.round((100 * output.width) / canvas.width)
  const { width, height } = output
  const how = percent > 100 ? 'enlarged' : 'reduced'
  const message = `The picture is ${how} to ${width} × ${height} px (${percent} %): the photo’s own pixels change, too.`
  return note('resampled', { width, height, percent }, message)
}

/** That it is sharpened. @param strength 0: it is not */
export function sharpened(strength: number): ConversionNote | null {
  if (strength === 0) return null
  return note('sharpened', { strength }, 'The picture is sharpened: the photo’s own pixels change, too.')
}
