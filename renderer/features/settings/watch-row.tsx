import { IconFolder, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { WatchFolder, WatchView } from '../../../core/watch'
import { Button, IconButton } from '../../components/button'
import { Check } from '../../components/check'
import { FileName } from '../../components/file-name'
import { StatusMark, type Tone } from '../../components/status-mark'
import { baseName, folderOf, safeName } from '../../format/names'
import { inWords } from '../../format/words'
import { ask, updateSettings } from '../../state/actions'
import { useApp, useSettings } from '../../state/hooks'
import { heldWords } from '../../state/watch-report'
import classes from './watch.module.css'
import { WatchShape } from './watch-shape'

/** One watched folder. */
export function WatchRow({ folder }: { readonly folder: WatchFolder }) {
  const { t } = useTranslation()
  const app = useApp()
  const view = useStore(app.watching, (state) => state.views.get(folder.id))
  const name = baseName(folder.path)
  const change = (to: Partial<WatchFolder> | null) => {
    const { watchFolders } = app.settings.getState().settings
    const changed = watchFolders.flatMap((one) =>
      one.id !== folder.id ? [one] : to === null ? [] : [{ ...one, ...to }],
    )
    void updateSettings(app, { watchFolders: changed })
  }
  return (
    <li className={classes.row} aria-label={safeName(name)}>
      <div className={classes.head}>
        <IconFolder size={16} stroke={1.6} aria-hidden />
        <div className={classes.names}>
          <FileName name={name} title={safeName(folder.path)} className={classes.name} />
          <bdi className={classes.path}>{safeName(folderOf(folder.path))}</bdi>
        </div>
        <WatchShape
          label={t('watch.shape', { name: safeName(name) })}
          target={folder.target}
          moreTargets={folder.moreTargets}
          onChange={change}
        />
        <IconButton label={t('watch.remove', { name: safeName(name) })} onClick={() => change(null)}>
          <IconX size={15} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      <div className={classes.foot}>
        <State view={view} />
        <Check label={t('watch.start')} checked={folder.start} onChange={(start) => change({ start })} />
      </div>
      {view && view.before > 0 && <Before id={folder.id} count={view.before} name={safeName(name)} />}
    </li>
  )
}

function Before({ id, count, name }: { readonly id: string; readonly count: number; readonly name: string }) {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <p className={classes.before}>
      {t('watch.before', { count })}
      <Button
        small
        aria-label={t('watch.takeLabel', { name })}
        onClick={() => void ask(app.bridge.watch.takeExisting({ id }))}
      >
        {t('watch.take')}
      </Button>
    </p>
  )
}

const tones: Readonly<Record<WatchView['state'], Tone>> = {
  looking: 'none',
  watching: 'good',
  gone: 'held',
  unreadable: 'bad',
  output: 'held',
}

/** How the folder is, what came last, and what keeps it from starting. */
function State({ view }: { readonly view: WatchView | undefined }) {
  const { t, i18n } = useTranslation()
  const engine = useSettings((state) => state.settings.batch.engine)
  const { state = 'looking', waiting = 0, polled = false, last = null } = view ?? {}
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' })
  const parts = [
    polled && state === 'watching' ? t('watch.polled') : t(`watch.states.${state}`),
    ...(last === null ? [] : [t('watch.came', { count: last.photos, time: time.format(last.at) })]),
    ...(last !== null && last.started > 0 ? [t('watch.started', { count: last.started })] : []),
    ...(waiting > 0 ? [t('watch.waiting', { count: waiting })] : []),
  ]
  return (
    <div className={classes.state} role="status">
      <p>
        <StatusMark tone={tones[state]} className={classes.mark} />
        <span>{parts.join(' · ')}</span>
      </p>
      {last?.held != null && <p className={classes.held}>{inWords(heldWords(last.held, engine), i18n)}</p>}
    </div>
  )
}
