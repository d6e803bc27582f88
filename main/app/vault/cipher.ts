/** A text as it was before it was encrypted. */
export interface Decrypted {
  readonly text: string
  /** Whether it should be encrypted anew: the system has a better key by now. */
  readonly isStale: boolean
}

/** Encryption with a key that the system keeps for this user and program. */
export interface Cipher {
  /** Whether this kind of system has such a key. Asks for none: nobody is shown a prompt who stores no key. */
  isExpected(): boolean
  /** Whether there is such a key now: without one nothing may be written. Never rejects. */
  isAvailable(): Promise<boolean>
  /** @throws when the system's keyring does not answer */
  encrypt(text: string): Promise<Buffer>
  /** @throws when the keyring does not answer, or another one encrypted it */
  decrypt(encrypted: Buffer): Promise<Decrypted>
}
