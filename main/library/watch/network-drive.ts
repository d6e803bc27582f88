import { statfs } from 'node:fs/promises'

/**
 * Linux' numbers of file systems that others may change without this system being told (statfs(2) and linux/magic.h):
 * NFS, SMB in three versions, FUSE (sshfs, rclone), 9P, AFS, Ceph.
 */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997, 0x5346414f, 0x00c36400,
])

/**
 * Whether a folder may change without the system saying so. False where that is not known: Windows and macOS are told
 * of changes on most of their network drives.
 */
export async function isNetworkDrive(path: string): Promise<boolean> {
  if (process.platform === 'win32') return path.startsWith('\\\\')
  if (process.platform !== 'linux') return false
  return statfs(path).then(
    ({ type }) => networkTypes.has(type >>> 0),
    () => false,
  )
}
