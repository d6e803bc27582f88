import type { DoorId } from '../../../core/service/doors'
import { type LookUpProof, lookUpProofSchema, noProof } from '../../../core/service/look-up'
import type { Database } from '../../shared/sqlite'

/** Where and as whom something is asked: what a proof or an answer holds for. */
export interface AccountAt {
  readonly door: DoorId
  readonly endpoint: string
  readonly account: string
}

/** The table of proofs that look-ups can be trusted. Callers bring the transaction. */
export class ProofTable {
  readonly #find
  readonly #save

  constructor(database: Database) {
    this.#find = database.prepare('SELECT proof FROM proofs WHERE door = ? AND endpoint = ? AND account = ?')
    this.#save = database.prepare('INSERT OR REPLACE INTO proofs (door, endpoint, account, proof) VALUES (?, ?, ?, ?)')
  }

  find({ door, endpoint, account }: AccountAt): LookUpProof {
    const row = this.#find.get(door, endpoint, account) as { proof: string } | undefined
    return row ? lookUpProofSchema.parse(JSON.parse(row.proof)) : noProof
  }

  save({ door, endpoint, account }: AccountAt, proof: LookUpProof): void {
    this.#save.run(door, endpoint, account, JSON.stringify(proof))
  }
}
