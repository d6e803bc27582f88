import type { TFunction } from 'i18next'
import type { JobView } from '../../core/queue'

/** The shape that a job makes. */
export type JobShape = Pick<JobView, 'shape' | 'shapeKind'>

/** A job's shape in words, as targets have it: 16:9, 1920 × 1080, Margins. */
export function shapeLabel({ shape, shapeKind }: JobShape, t: TFunction): string {
  const [width = '', height = ''] = shape.split('x')
  switch (shapeKind) {
    case 'ratio':
      return `${width}:${height}`
    case 'size':
      return t('format.size', { width, height })
    case 'margins':
      return t('inspector.target.kinds.margins')
  }
}
