/** The first of the system's languages that is one (BCP 47): a plain Unix environment names its own `c`, or none. */
export function systemLocale(candidates: readonly string[]): string {
  return candidates.flatMap((candidate) => canonical(candidate.replace('_', '-')))[0] ?? 'en'
}

function canonical(locale: string): readonly string[] {
  try {
    return Intl.getCanonicalLocales(locale)
  } catch {
    return []
  }
}
