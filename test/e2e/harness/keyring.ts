import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { capture } from '../../../scripts/lib/processes.mjs'
import { ensureKeyring } from '../../../scripts/lib/system-packages.mjs'
import { expect } from './test'

/** A desktop's keyring that is open. */
export interface Keyring {
  /** How the program is started to find it. */
  readonly launch: { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> }
  close(): Promise<void>
}

/** Starts a session bus with a keyring in it whose files are in a folder: neither the user's nor another test's. */
export async function startKeyring(folder: string): Promise<Keyring> {
  await ensureKeyring()
  const runtime = join(folder, 'run')
  await mkdir(runtime, { recursive: true, mode: 0o700 })
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [address] = await once(createInterface(bus.stdout), 'line')
  const env = { DBUS_SESSION_BUS_ADDRESS: String(address), XDG_CURRENT_DESKTOP: 'GNOME' }
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...process.env, ...env, HOME: folder, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: runtime },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Its password: it opens with it, and makes a new one where there is none.
  daemon.stdin?.end('test')
  await expect.poll(() => isServed(env)).toBe(true)
  return {
    launch: { args: ['--password-store=gnome-libsecret'], env },
    close: async () => {
      await end(daemon)
      await end(bus)
    },
  }
}

async function isServed(env: Readonly<Record<string, string>>): Promise<boolean> {
  const question = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
  const asked = ['--session', '--print-reply=literal', ...question, 'string:org.freedesktop.secrets']
  return (await capture('dbus-send', asked, { env })).output.includes('true')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
