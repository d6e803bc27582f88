import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { growTree, listRows, type TreeRow } from '../../state/folder-tree'
import { useApp, useLibrary, useSettings, useView } from '../../state/hooks'
import { linkFolder } from '../../state/photo-traits'

/** The lines of the folders' tree as it is unfolded. */
export function useTreeRows(): readonly TreeRow[] {
  const { t, i18n } = useTranslation()
  const app = useApp()
  const counts = useStore(app.folders)
  const folded = useView((state) => state.folded)
  const subfolders = useSettings((state) => state.settings.library.subfolders)
  const total = useLibrary((state) => state.photos.size)
  const tree = useMemo(() => growTree(counts, i18n.language), [counts, i18n.language])
  return useMemo(() => {
    const rows = listRows(tree, folded, subfolders, { name: t('photoList.folders.all'), count: total })
    return rows.map((row) => (row.path === linkFolder ? { ...row, name: t('photoList.folders.links') } : row))
  }, [tree, folded, subfolders, total, t])
}
