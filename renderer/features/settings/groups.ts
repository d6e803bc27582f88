/** The groups of the settings, in order. */
export const settingsGroups = ['general', 'engines', 'money', 'output', 'storage', 'privacy', 'about'] as const
export type SettingsGroup = (typeof settingsGroups)[number]

/** The element of a group on the page. */
export function groupId(group: SettingsGroup): string {
  return `settings-${group}`
}
