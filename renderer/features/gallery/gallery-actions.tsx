import { SegmentedControl } from '@mantine/core'
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button'
import { setLayout, setStage, toggleSeam } from '../../state/gallery-commands'
import { useApp, useGallery, useView } from '../../state/hooks'
import { galleryLayouts } from '../../state/view-store'
import { BatchSelect } from './batch-select'
import classes from './gallery-view.module.css'

const stages = ['slider', 'side'] as const

/** How results are looked at. */
export function GalleryActions() {
  const { t } = useTranslation()
  const app = useApp()
  const layout = useView((state) => state.galleryLayout)
  const stage = useView((state) => state.galleryStage)
  const zoomed = useView((state) => state.galleryZoom !== null)
  const any = useGallery((state) => state.ids.length > 0)
  return (
    <>
      <BatchSelect />
      {layout === 'loupe' && (
        <SegmentedControl
          className={classes.whole}
          aria-label={t('gallery.stages.label')}
          data={stages.map((value) => ({ value, label: t(`gallery.stages.${value}`) }))}
          value={stage}
          onChange={(value) => setStage(app, value === 'side' ? 'side' : 'slider')}
        />
      )}
      {layout !== 'grid' && (
        <Button
          className={classes.whole}
          active={zoomed}
          aria-pressed={zoomed}
          disabled={!any}
          hint={t('gallery.closerHint')}
          onClick={() => toggleSeam(app)}
        >
          {zoomed ? <IconZoomOut size={15} aria-hidden /> : <IconZoomIn size={15} aria-hidden />}
          {t(zoomed ? 'gallery.whole' : 'gallery.closer')}
        </Button>
      )}
      <SegmentedControl
        className={classes.whole}
        aria-label={t('gallery.layouts.label')}
        data={galleryLayouts.map((value) => ({ value, label: t(`gallery.layouts.${value}`) }))}
        value={layout}
        onChange={(value) => {
          const chosen = galleryLayouts.find((known) => known === value)
          if (chosen !== undefined) setLayout(app, chosen)
        }}
      />
    </>
  )
}
