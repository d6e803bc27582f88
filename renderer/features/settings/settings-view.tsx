import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { doorIds } from '../../../core/service/doors'
import { ViewFrame } from '../../components/view-frame'
import { About } from './about'
import { Appearance } from './appearance'
import { BatchSection } from './batch-section'
import { ConsentsSection } from './consents-section'
import { DiagnosticsSection } from './diagnostics-section'
import { DoorSection } from './door-section'
import { Group } from './group'
import { HelpSection } from './help-section'
import { LogSection } from './log-section'
import { MoneySection } from './money-section'
import { OutputDefaults } from './output-defaults'
import { ReceiverSection } from './receiver-section'
import { SettingsNav } from './settings-nav'
import classes from './settings-view.module.css'
import { StorageSection } from './storage-section'
import { WatchSection } from './watch-section'
import { WorkSection } from './work-section'

/** How the program looks and speaks, the ways to the painting service, what is kept, and what there is to know of it. */
export function SettingsView() {
  const { t } = useTranslation()
  const scroll = useRef<HTMLDivElement>(null)
  return (
    <ViewFrame title={t('settings.title')}>
      <div className={classes.body}>
        <SettingsNav scroll={scroll} />
        <div ref={scroll} className={classes.scroll}>
          <div className={classes.page}>
            <Group id="general">
              <Appearance />
              <WatchSection />
              <WorkSection />
              <HelpSection />
            </Group>
            <Group id="engines">
              {doorIds.map((door) => (
                <DoorSection key={door} door={door} />
              ))}
              <ReceiverSection />
            </Group>
            <Group id="money">
              <MoneySection />
            </Group>
            <Group id="output">
              <OutputDefaults />
              <BatchSection />
            </Group>
            <Group id="storage">
              <StorageSection />
            </Group>
            <Group id="privacy">
              <ConsentsSection />
              <LogSection />
              <DiagnosticsSection />
            </Group>
            <Group id="about">
              <About />
            </Group>
          </div>
        </div>
      </div>
    </ViewFrame>
  )
}
