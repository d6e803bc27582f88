import { Menu } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconGrid3x3, IconLayoutGrid } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LibraryPhoto } from '../../../core/library'
import { type CanvasGuide, canvasGuides } from '../../../core/settings'
import { Button, IconButton } from '../../components/button'
import { updateSettings } from '../../state/actions'
import { runCommand } from '../../state/commands'
import { useApp, useSettings } from '../../state/hooks'
import { useKeyLabel } from '../shell/use-key-label'
import classes from './canvas-view.module.css'
import { ZoomTools } from './zoom-tools'

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const

/** How near, what is drawn over the photo, and where else to go. */
export function CanvasTools({ photo, ids }: { readonly photo: LibraryPhoto; readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const app = useApp()
  const backKey = useKeyLabel('view-library')
  return (
    <>
      {photo.header !== null && (
        <>
          <ZoomTools />
          <PreviewToggle />
          <GuidesMenu />
        </>
      )}
      <IconButton label={t('canvas.back')} keys={backKey} onClick={() => app.view.go('library')}>
        <IconLayoutGrid {...icon} />
      </IconButton>
      <Neighbours photo={photo} ids={ids} />
    </>
  )
}

function PreviewToggle() {
  const { t } = useTranslation()
  const app = useApp()
  const { preview } = useSettings((state) => state.settings.canvas)
  const key = useKeyLabel('canvas-preview', 'canvas')
  return (
    <Button
      small
      active={preview}
      aria-pressed={preview}
      hint={`${t('editor.previewHint')} · ${key}`}
      onClick={() => runCommand(app, 'canvas-preview')}
    >
      {t('editor.preview')}
    </Button>
  )
}

function GuidesMenu() {
  const { t } = useTranslation()
  const app = useApp()
  const canvas = useSettings((state) => state.settings.canvas)
  const toggle = (guide: CanvasGuide) => {
    const guides = canvasGuides.filter((each) => canvas.guides.includes(each) !== (each === guide))
    void updateSettings(app, { canvas: { ...canvas, guides } })
  }
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <IconButton label={t('editor.guides')} active={canvas.guides.length > 0}>
          <IconGrid3x3 {...icon} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {canvasGuides.map((guide) => {
          const isShown = canvas.guides.includes(guide)
          return (
            <Menu.Item
              key={guide}
              role="menuitemcheckbox"
              aria-checked={isShown}
              leftSection={<span className={classes.check}>{isShown ? '✓' : ''}</span>}
              onClick={() => toggle(guide)}
            >
              {t(`editor.guide.${guide}`)}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

function Neighbours({ photo, ids }: { readonly photo: LibraryPhoto; readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const app = useApp()
  const [previous, next] = [useKeyLabel('previous', 'canvas'), useKeyLabel('next', 'canvas')]
  const at = ids.indexOf(photo.id)
  return (
    <>
      <IconButton
        label={t('common.previous')}
        keys={previous}
        disabled={at <= 0}
        onClick={() => runCommand(app, 'previous')}
      >
        <IconArrowLeft {...icon} />
      </IconButton>
      <IconButton
        label={t('common.next')}
        keys={next}
        disabled={at === ids.length - 1}
        onClick={() => runCommand(app, 'next')}
      >
        <IconArrowRight {...icon} />
      </IconButton>
    </>
  )
}
