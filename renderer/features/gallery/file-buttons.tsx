import { Menu } from '@mantine/core'
import { IconChevronDown, IconFolderOpen, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor } from '../../../core/gallery'
import { Button } from '../../components/button'
import { ask } from '../../state/actions'
import { runCommand } from '../../state/commands'
import { copyResults } from '../../state/gallery-commands'
import { useApp } from '../../state/hooks'
import type { ResultItem } from '../../state/result-filter'
import classes from './result-panel.module.css'

/** What is done with a result's file. */
export function FileButtons({ item }: { readonly item: ResultItem }) {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <div className={classes.buttons}>
      <Button onClick={() => runCommand(app, 'reveal')}>
        <IconFolderOpen size={15} stroke={1.6} aria-hidden />
        {t('gallery.reveal')}
      </Button>
      <OpenWith item={item} />
      <Menu position="bottom-start">
        <Menu.Target>
          <Button>
            {t('gallery.copy')}
            <IconChevronDown size={13} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => copyResults(app, 'picture')}>{t('gallery.copyPicture')}</Menu.Item>
          <Menu.Item onClick={() => copyResults(app, 'files')}>{t('gallery.copyFile')}</Menu.Item>
          <Menu.Item onClick={() => copyResults(app, 'paths')}>{t('gallery.copyPath')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button data-testid="trash" onClick={() => runCommand(app, 'trash-result')}>
        <IconTrash size={15} stroke={1.6} aria-hidden />
        {t('gallery.trash.button')}
      </Button>
    </div>
  )
}

/** The system's program, those of the user's choice, and the way to choose one. */
function OpenWith({ item }: { readonly item: ResultItem }) {
  const { t } = useTranslation()
  const app = useApp()
  const [editors, setEditors] = useState<readonly Editor[]>([])
  const take = (answer: { readonly value: readonly Editor[] } | null) => answer && setEditors(answer.value)
  const { job, variation } = item
  return (
    <Menu position="bottom-start" onOpen={() => void ask(app.bridge.editors.list()).then(take)}>
      <Menu.Target>
        <Button>
          {t('gallery.openWith')}
          <IconChevronDown size={13} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => runCommand(app, 'open')}>{t('gallery.openDefault')}</Menu.Item>
        {editors.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => void ask(app.bridge.gallery.openWith({ job, variation, editor: id }))}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void ask(app.bridge.editors.pick()).then(take)}>{t('gallery.addEditor')}</Menu.Item>
        {editors.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => void ask(app.bridge.editors.remove({ id })).then(take)}>
            {t('gallery.removeEditor', { name })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
