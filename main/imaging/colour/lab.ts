import { type MatrixProfile, white } from '../icc'

/** A colour as it is seen: CIE L*a*b* under D50, as profiles have it. */
export type Lab = readonly [lightness: number, a: number, b: number]

/** Where the cube root ends and a straight line begins (CIE 15:2004). */
const linearBelow = (6 / 29) ** 3

/** What a profile says of colours, given by channel, 0..1. */
export function labIn({ curves, colorants }: MatrixProfile): (channels: ArrayLike<number>) => Lab {
  return (channels) => {
    const xyz = [0, 0, 0]
    for (const [k, colorant] of colorants.entries()) {
      const light = curves[k]?.(Math.min(1, Math.max(0, channels[k] ?? 0))) ?? 0
      for (let i = 0; i < 3; i++) xyz[i] = (xyz[i] ?? 0) + light * (colorant[i] ?? 0)
    }
    const [x = 0, y = 0, z = 0] = xyz.map((value, i) => compressed(value / (white[i] ?? 1)))
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
  }
}

function compressed(value: number): number {
  return value > linearBelow ? Math.cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29
}

const degrees = Math.PI / 180
const seventh = 25 ** 7

/** How different two colours look: CIEDE2000, 1 is about what can just be seen. */
export function deltaE00([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const meanChroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7
  const stretch = 1 + (1 - Math.sqrt(meanChroma7 / (meanChroma7 + seventh))) / 2
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)]
  const [h1, h2] = [hue(a1 * stretch, b1), hue(a2 * stretch, b2)]
  const isGrey = c1 * c2 === 0
  const turn = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180
  const lightness = l2 - l1
  const chroma = c2 - c1
  const hueDistance = 2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * degrees)
  const meanChroma = (c1 + c2) / 2
  const meanHue = isGrey ? h1 + h2 : h1 + turn / 2
  const offMiddle = ((l1 + l2) / 2 - 50) ** 2
  const t =
    1 -
    0.17 * Math.cos((meanHue - 30) * degrees) +
    0.24 * Math.cos(2 * meanHue * degrees) +
    0.32 * Math.cos((3 * meanHue + 6) * degrees) -
    0.2 * Math.cos((4 * meanHue - 63) * degrees)
  const byLightness = lightness / (1 + (0.015 * offMiddle) / Math.sqrt(20 + offMiddle))
  const byChroma = chroma / (1 + 0.045 * meanChroma)
  const byHue = hueDistance / (1 + 0.015 * meanChroma * t)
  const positive = (meanHue + 360) % 360
  const rotation = 30 * Math.exp(-(((positive - 275) / 25) ** 2))
  const bend = -2 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + seventh)) * Math.sin(2 * rotation * degrees)
  return Math.sqrt(byLightness ** 2 + byChroma ** 2 + byHue ** 2 + bend * byChroma * byHue)
}

/** Of a colour, degrees of 0..360. */
function hue(a: number, b: number): number {
  return (Math.atan2(b, a) / degrees + 360) % 360
}
