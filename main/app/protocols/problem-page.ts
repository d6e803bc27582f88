import { randomBytes } from 'node:crypto'
import type { ErrorCode, ErrorInfo } from '../../../core/errors'
import type { Language } from '../../../core/language'
import { type Texts, textsIn } from '../texts/texts'
import { pageHeaders, tryAgainUrl } from './page-policy'

/** Why the window cannot show the program. */
export interface Problem {
  readonly error: ErrorInfo
  /** Absolute path of the log. */
  readonly logFile: string
}

/** Colours as in the window's own theme. */
const style = `
  :root { color-scheme: light dark; --ground: #f4f4f4; --text: #1c1c1c; --soft: #444444; --amber: #e8a33d; }
  @media (prefers-color-scheme: dark) { :root { --ground: #1b1b1b; --text: #ececec; --soft: #bdbdbd; } }
  body { margin: 0; height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--text);
    font: 13px/1.5 system-ui, sans-serif; }
  main { max-width: 56ch; padding: 32px; overflow-wrap: anywhere; }
  h1 { font-size: 18px; font-weight: 600; margin: 0 0 8px; }
  p { margin: 0 0 16px; }
  .detail { color: var(--soft); user-select: text; }
  a { display: inline-block; padding: 7px 16px; border-radius: 5px; background: var(--amber); color: #1c1304;
    font-weight: 600; text-decoration: none; }
  a:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
`

/** The page that stands in for the program when it cannot run: what is wrong, what to do, one way on. */
export function problemPage({ error, logFile }: Problem, language: Language, nonce: string): string {
  const { problem } = textsIn(language)
  const [title, hint] = words(error.code, problem)
  return `<!doctype html>
<html lang="${language}">
  <head><meta charset="utf-8"><title>Outframe</title><style nonce="${nonce}">${style}</style></head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      <p>${escaped(hint)}</p>
      <p class="detail">${escaped(error.message)}<br>${escaped(problem.log(logFile))}</p>
      <a href="${tryAgainUrl}">${escaped(problem.again)}</a>
    </main>
  </body>
</html>
`
}

/** Answers with the page that says what is wrong. */
export function serveProblem(problem: Problem, language: Language): Response {
  const nonce = randomBytes(16).toString('base64')
  return new Response(problemPage(problem, language, nonce), {
    headers: pageHeaders('text/html; charset=utf-8', nonce),
  })
}

function words(code: ErrorCode, problem: Texts['problem']): readonly [title: string, hint: string] {
  switch (code) {
    case 'state-owned':
      return [problem.owned, problem.ownedHint]
    case 'state-unreadable':
    case 'state-unwritable':
      return [problem.unreadable, problem.unreadableHint]
    default:
      return [problem.crashed, problem.crashedHint]
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '')
}
