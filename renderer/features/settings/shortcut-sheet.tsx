import { TextInput } from '@mantine/core'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog'
import { useApp } from '../../state/hooks'
import { keyParts } from '../shell/key-label'
import { type SheetLine, sheet } from '../shell/shortcuts'
import { useIsMac } from '../shell/use-key-label'
import classes from './shortcut-sheet.module.css'

/** Every key there is, by where it works. */
export function ShortcutSheet() {
  const { t } = useTranslation()
  const app = useApp()
  const mac = useIsMac()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const fits = ({ text, patterns }: SheetLine) => {
    const keys = patterns.map((pattern) => keyParts(pattern, mac, t).join('+'))
    return [t(`shortcuts.lines.${text}`), ...keys].some((words) => words.toLowerCase().includes(wanted))
  }
  const groups = sheet.flatMap(([group, lines]) => {
    const shown = lines.filter(fits)
    return shown.length > 0 ? [[group, shown] as const] : []
  })
  return (
    <Dialog size={780} title={t('shortcuts.title')} onClose={() => app.view.setState({ shortcutsOpen: false })}>
      <TextInput
        data-autofocus
        className={classes.search ?? ''}
        aria-label={t('help.sheetSearch')}
        placeholder={t('help.sheetSearch')}
        spellCheck={false}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {groups.length === 0 && <p className={classes.none}>{t('help.sheetNone')}</p>}
      <div className={classes.columns}>
        {groups.map(([group, lines]) => (
          <section key={group} className={classes.group}>
            <h3>{t(`shortcuts.groups.${group}`)}</h3>
            <dl>
              {lines.map((line) => (
                <Line key={line.text} line={line} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function Line({ line }: { readonly line: SheetLine }) {
  const { t } = useTranslation()
  const mac = useIsMac()
  return (
    <div className={classes.line}>
      <dt>{t(`shortcuts.lines.${line.text}`)}</dt>
      <dd>
        {line.patterns.map((pattern, index) => (
          <Fragment key={pattern.key}>
            {index > 0 && (line.range ? '–' : t('shortcuts.or'))}
            <span className={classes.keys}>
              {keyParts(pattern, mac, t).map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </span>
          </Fragment>
        ))}
      </dd>
    </div>
  )
}
