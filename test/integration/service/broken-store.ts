import { onTestFinished } from 'vitest'
import { migrations } from '../../../main/queue/store/schema'
import { storeFile } from '../../../main/queue/store/store'
import { closeDatabase, openDatabase } from '../../../main/shared/sqlite'

/**
 * Keeps creates of some kind from being stored, as a full disk would.
 * @param condition in SQL, about the create as it would be: `NEW.state = 'accepted'`
 * @returns to be called when there is room again
 */
export function breakStore(stateDir: string, condition: string): () => void {
  const database = openDatabase(storeFile(stateDir), { migrations })
  database.exec(
    `CREATE TRIGGER broken BEFORE INSERT ON creates WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  )
  let broken = true
  const mend = () => {
    if (!broken) return
    broken = false
    database.exec('DROP TRIGGER broken')
    closeDatabase(database)
  }
  onTestFinished(mend)
  return mend
}
