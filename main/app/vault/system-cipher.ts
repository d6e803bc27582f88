import { safeStorage } from 'electron'
import type { Cipher } from './cipher'

/** Before the asynchronous calls came (Electron 33 has none of them), only these were there. */
type OldCalls = Partial<Pick<typeof safeStorage, 'isAsyncEncryptionAvailable'>>

/**
 * What Chromium on Linux puts before texts that it "encrypts" with a password which is the same everywhere
 * (os_crypt_linux.cc): that is no better than plain text.
 */
const fixedPasswordMark = 'v10'

/** Keychain, DPAPI or the Linux desktop's keyring, through Electron. Only after Electron is ready. */
export const systemCipher: Cipher = {
  isExpected() {
    return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
  },
  async isAvailable() {
    try {
      return await isSafe()
    } catch {
      return false
    }
  },
  async encrypt(text) {
    return hasAsyncCalls() ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)
  },
  async decrypt(encrypted) {
    if (!hasAsyncCalls()) return { text: safeStorage.decryptString(encrypted), isStale: false }
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted)
    return { text: result, isStale: shouldReEncrypt }
  },
}

function hasAsyncCalls(): boolean {
  const { isAsyncEncryptionAvailable }: OldCalls = safeStorage
  return isAsyncEncryptionAvailable !== undefined
}

async function isSafe(): Promise<boolean> {
  const isThere = hasAsyncCalls() ? await safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
  if (!isThere || process.platform !== 'linux') return isThere
  if (!systemCipher.isExpected()) return false
  const sample = await systemCipher.encrypt('sample')
  return sample.subarray(0, fixedPasswordMark.length).toString('latin1') !== fixedPasswordMark
}
