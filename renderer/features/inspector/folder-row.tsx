import { IconArrowBackUp, IconFolder } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button'
import { FileName } from '../../components/file-name'
import { baseName, safeName } from '../../format/names'
import { ask } from '../../state/actions'
import { useApp } from '../../state/hooks'
import classes from './folder-row.module.css'
import inspector from './inspector.module.css'
import type { OutputRowProps } from './output-rows'

/** Where outputs go: beside the photos, or a folder of choice. */
export function FolderRow({ output, onChange }: OutputRowProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { folder } = output
  const labelId = useId()
  const buttonId = useId()
  const pick = async () => {
    const picked = await ask(app.bridge.output.pickFolder())
    if (picked?.value.folder != null) onChange({ folder: picked.value.folder })
  }
  return (
    <div className={inspector.row}>
      <span id={labelId}>{t('inspector.output.folder')}</span>
      <div className={classes.choice}>
        <Button
          className={classes.folder}
          id={buttonId}
          aria-labelledby={`${labelId} ${buttonId}`}
          hint={folder === null ? t('inspector.output.folderDefaultHint') : safeName(folder)}
          onClick={() => void pick()}
        >
          <IconFolder size={14} stroke={1.6} aria-hidden />
          {folder === null ? (
            <span className={classes.default}>{t('inspector.output.folderDefault')}</span>
          ) : (
            <FileName name={baseName(folder)} title={folder} />
          )}
        </Button>
        {folder !== null && (
          <IconButton label={t('inspector.output.folderReset')} onClick={() => onChange({ folder: null })}>
            <IconArrowBackUp size={15} stroke={1.6} aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  )
}
