import { NumberInput } from '@mantine/core'
import { maxSlots } from '../../core/service/access'
import type { DoorId } from '../../core/service/doors'
import { updateDoor } from '../state/actions'
import { useApp, useSettings } from '../state/hooks'

interface SlotsInputProps {
  readonly id: string
  readonly className: string | undefined
  readonly door: DoorId
}

/** How much of a door's account is used at once. */
export function SlotsInput({ id, className, door }: SlotsInputProps) {
  const app = useApp()
  const slots = useSettings((state) => state.settings.doors[door].slots)
  return (
    <NumberInput
      id={id}
      className={className ?? ''}
      hideControls={false}
      min={1}
      max={maxSlots}
      clampBehavior="strict"
      allowDecimal={false}
      value={slots}
      onChange={(value) => {
        if (typeof value === 'number' && value >= 1) void updateDoor(app, door, { slots: value })
      }}
    />
  )
}
