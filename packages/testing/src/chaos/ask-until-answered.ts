import { setTimeout as pause } from 'node:timers/promises'

/** What was answered, and how often, by code: `no answer`, `503 overloaded`, `422 no-offer-matches`. */
export type Tally = Map<string, number>

export interface Answer {
  readonly status: number
  readonly code: string
  readonly body: unknown
  readonly cookies: readonly string[]
}

interface Asking {
  /** The two processes behind one address: the next try goes to the other one. */
  readonly urls: readonly string[]
  readonly first: number
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly tally: Tally
  readonly chance: () => number
}

/** How long somebody waits for one answer, and how long they go on trying, in milliseconds. */
const answerWithinMs = 8_000
const patienceMs = 120_000

export const count = (tally: Tally, what: string): void => {
  tally.set(what, (tally.get(what) ?? 0) + 1)
}

const read = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const codeIn = (body: unknown): string => {
  const code: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : undefined
  return typeof code === 'string' ? ` ${code}` : ''
}

/** Another try may be answered: nobody was there, too busy, or it broke down. */
const isForNow = (status: number): boolean => status >= 500 || status === 429 || status === 408

/** One try. Undefined: no answer came. */
const askOnce = async (
  url: string,
  { path, method = 'GET', headers = {}, body, tally }: Asking,
): Promise<Answer | undefined> => {
  try {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const content = read(await answer.text())
    const code = codeIn(content)
    if (answer.status >= 400) count(tally, `${answer.status}${code}`)
    return { status: answer.status, code: code.trim(), body: content, cookies: answer.headers.getSetCookie() }
  } catch {
    count(tally, 'no answer')
    return undefined
  }
}

/**
 * Asks as a phone would: the same thing again, a little later each time, of the other process, until somebody answers
 * yes or no. Undefined: given up after two minutes.
 */
export const askUntilAnswered = async (asking: Asking): Promise<Answer | undefined> => {
  const begun = performance.now()
  for (let tries = 0; performance.now() - begun < patienceMs; tries += 1) {
    const url = asking.urls[(asking.first + tries) % asking.urls.length] ?? ''
    const answer = await askOnce(url, asking)
    if (answer !== undefined && !isForNow(answer.status)) return answer
    await pause(Math.min(200 * 2 ** tries, 3_000) * (0.5 + asking.chance()))
  }
  return undefined
}
