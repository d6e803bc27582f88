import type { Level } from '../../level'
import { patchRadius } from './patch'

/** Replaces `means` by the mean of each channel over the patch around each cell, its border repeated beyond the level's. */
export function fillMeans(level: Level, means: Float32Array, line: Float32Array): void {
  const { width, height, channels, data } = level
  const row = width * channels
  const size = 2 * patchRadius + 1
  line.fill(0)
  for (let y = -patchRadius; y <= patchRadius; y++) addLine(line, data, clamp(y, height) * row, row, 1)
  for (let y = 0; y < height; y++) {
    if (y > 0) {
      addLine(line, data, clamp(y + patchRadius, height) * row, row, 1)
      addLine(line, data, clamp(y - patchRadius - 1, height) * row, row, -1)
    }
    for (let k = 0; k < channels; k++) {
      let sum = 0
      for (let x = -patchRadius; x <= patchRadius; x++) sum += line[clamp(x, width) * channels + k] as number
      for (let x = 0; x < width; x++) {
        if (x > 0) {
          sum += line[clamp(x + patchRadius, width) * channels + k] as number
          sum -= line[clamp(x - patchRadius - 1, width) * channels + k] as number
        }
        means[y * row + x * channels + k] = sum / (size * size)
      }
    }
  }
}

function addLine(line: Float32Array, data: Float32Array, from: number, length: number, sign: 1 | -1): void {
  for (let i = 0; i < length; i++) line[i] = (line[i] as number) + sign * (data[from + i] as number)
}

function clamp(position: number, length: number): number {
  return position < 0 ? 0 : position >= length ? length - 1 : position
}
