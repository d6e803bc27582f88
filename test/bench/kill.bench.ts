import { randomInt } from 'node:crypto'
import type { DoorId } from '../../core/service/doors'
import type { Bench, Measurement } from './bench'
import { type KilledBatch, killedBatch } from './service/killed-batch'
import { measuredOnce } from './service/measured-once'

const photos = 60
const kills = Number(process.env.OUTFRAME_BENCH_KILLS ?? 100)

/** Printed with the result: the same one brings the same dice, though not the same instants. */
const seed = Number(process.env.OUTFRAME_BENCH_SEED ?? randomInt(1_000_000))

function batchAt(door: DoorId): Promise<KilledBatch> {
  return measuredOnce(`kill-${door}`, (folder) => killedBatch(folder, { door, photos, kills, seed }))
}

function inWords(batch: KilledBatch): string {
  const states = Object.entries(batch.killedIn).map(([state, count]) => `${count} ${state}`)
  const unmet =
    batch.faultsNeverMet.length === 0 ? 'none of a kind was left out' : `never: ${batch.faultsNeverMet.join(', ')}`
  return [
    `seed ${batch.seed}; ${batch.kills} kills in ${batch.seconds.toFixed(0)} s (${states.join(', ')})`,
    `${batch.faultsMet} faults met, ${unmet}`,
    `${batch.outputs} outputs, ${batch.unknown} unknown-charge, ${batch.charges} charges`,
    ...batch.wrong,
  ].join('; ')
}

function counted(door: DoorId, value: (batch: KilledBatch) => number): () => Promise<Measurement> {
  return async () => {
    const batch = await batchAt(door)
    return { value: value(batch), detail: inWords(batch) }
  }
}

export const benches: readonly Bench[] = [
  {
    name: `${kills} kills at the Kling door: outputs missing, or charges beside one a photo`,
    limit: 0,
    unit: '',
    run: counted('kling', ({ outputs, charges }) => Math.abs(photos - outputs) + Math.abs(photos - charges)),
  },
  {
    name: 'charged twice, written over, changed or given up, Kling',
    limit: 0,
    unit: '',
    run: counted('kling', ({ wrong }) => wrong.length),
  },
  {
    name: `${kills} kills at the CometAPI door without look-ups: photos neither made nor told as unknown`,
    limit: 0,
    unit: '',
    run: counted(
      'cometapi',
      ({ outputs, unknown, charges }) => Math.abs(photos - outputs - unknown) + Math.max(0, charges - photos),
    ),
  },
  {
    name: 'charged twice, written over, changed or given up, CometAPI',
    limit: 0,
    unit: '',
    run: counted('cometapi', ({ wrong }) => wrong.length),
  },
]
