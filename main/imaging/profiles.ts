import type { ColourModel } from '../../core/conversion'
import { bytesOf, createPixel, openPicture } from './sharp'

/** Profiles that sharp has of its own. `cmyk`: what libvips takes CMYK for that says nothing. */
export type BuiltInProfile = 'srgb' | 'p3' | 'cmyk'

const kept = new Map<BuiltInProfile, Promise<Buffer>>()

/** A profile's bytes. */
export function builtInProfile(name: BuiltInProfile): Promise<Buffer> {
  const known = kept.get(name) ?? read(name)
  kept.set(name, known)
  return known
}

/** sharp gives them away with a picture only. */
async function read(name: BuiltInProfile): Promise<Buffer> {
  const pixel = await bytesOf(createPixel(false).withIccProfile(name).tiff())
  const { icc } = await openPicture(pixel).metadata()
  if (!icc) throw new TypeError(`Expected sharp to have a profile ${name}`)
  return icc
}

/** What colours are meant to be that come without a profile. */
export function assumedProfile(model: ColourModel): Promise<Buffer> {
  return builtInProfile(model === 'cmyk' ? 'cmyk' : 'srgb')
}
