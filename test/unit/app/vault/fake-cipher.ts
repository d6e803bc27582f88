import type { Cipher } from '../../../../main/app/vault/cipher'

/** A keyring that can be locked or swapped. What it throws holds what it was given, which must go nowhere. */
export class FakeCipher implements Cipher {
  available = true
  /** Encrypts and decrypts only with this one. */
  keyring = 'mine'
  isStale = false

  /** How often the user could have been shown a prompt. */
  asked = 0

  isExpected(): boolean {
    return true
  }

  async isAvailable(): Promise<boolean> {
    this.asked += 1
    return this.available
  }

  async encrypt(text: string): Promise<Buffer> {
    if (!this.available) throw new Error(`cannot encrypt ${text}`)
    return Buffer.from([...Buffer.from(`${this.keyring} ${text}`)].map((byte) => byte ^ 0x5a))
  }

  async decrypt(encrypted: Buffer): Promise<{ text: string; isStale: boolean }> {
    const plain = Buffer.from([...encrypted].map((byte) => byte ^ 0x5a)).toString()
    if (!this.available || !plain.startsWith(`${this.keyring} `)) throw new Error(`cannot decrypt ${plain}`)
    return { text: plain.slice(this.keyring.length + 1), isStale: this.isStale }
  }
}
