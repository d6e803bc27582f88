import { Menu } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { reportFormats } from '../../../core/report'
import { Button } from '../../components/button'
import { useApp } from '../../state/hooks'
import { exportReport } from '../../state/queue-actions'

/** A report of all jobs there are. */
export function ReportMenu() {
  const { t } = useTranslation()
  const app = useApp()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button>
          <IconFileExport size={15} stroke={1.6} aria-hidden />
          {t('work.report.all')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {reportFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void exportReport(app, null, format)}>
            {t(`work.report.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
