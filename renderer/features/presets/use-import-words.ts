import { useTranslation } from 'react-i18next'
import type { PresetImport } from '../../../core/ipc/app'
import { mostPresets } from '../../../core/presets'
import { safeName } from '../../format/names'

/** What an import came to, in words. */
export function useImportWords(): (result: PresetImport) => string {
  const { t } = useTranslation()
  return (result) => {
    switch (result.kind) {
      case 'closed':
        return ''
      case 'imported': {
        const { added, renamed, known } = result
        return [
          t('presetList.imported', { count: added }),
          ...(renamed > 0 ? [t('presetList.renamed', { count: renamed })] : []),
          ...(known > 0 ? [t('presetList.known', { count: known })] : []),
        ].join(' ')
      }
      case 'unusable': {
        const file = safeName(result.file)
        const { problem } = result
        if (problem.reason === 'preset') {
          return problem.field === ''
            ? t('presetList.problems.preset', { file, place: problem.place })
            : t('presetList.problems.field', { file, place: problem.place, field: problem.field })
        }
        return t(`presetList.problems.${problem.reason}`, { file, most: mostPresets })
      }
    }
  }
}
