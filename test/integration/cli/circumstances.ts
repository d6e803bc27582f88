/**
 * What starts a process that permissions bind: root's right to pass over them is taken from it. Empty for everybody
 * else, whom they bind anyway.
 */
export function boundByPermissions(): readonly string[] {
  if (process.getuid?.() !== 0) return []
  const rights = '-dac_override,-dac_read_search'
  return ['setpriv', `--bounding-set=${rights}`, `--inh-caps=${rights}`]
}

/** What starts a process that sees a disk of so many bytes in place of a folder. */
export function withSmallDisk(folder: string, bytes: number): readonly string[] {
  const script = `mount -t tmpfs -o size=${bytes} tmpfs "$0" && exec "$@"`
  return ['unshare', '--map-root-user', '--mount', 'sh', '-c', script, folder]
}
