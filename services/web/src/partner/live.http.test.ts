import { until } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../demo-site.ts'
import type { Visitor } from '../test-web.ts'

const demo = useDemoSite()
let origin: string

beforeAll(async () => {
  origin = await demo.site.web.listen({ host: '127.0.0.1', port: 0 })
})

/** An open page that hears of its counts. */
const listen = async (visitor: Visitor, query = '') => {
  const leaving = new AbortController()
  const answer = await fetch(`${origin}/pro/comptes${query}`, {
    redirect: 'manual',
    signal: leaving.signal,
    headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })
  let words = ''
  let over = false
  const reading = async (): Promise<void> => {
    const decoder = new TextDecoder()
    for await (const piece of answer.body ?? []) words += decoder.decode(piece)
  }
  void reading()
    .catch(() => undefined)
    .finally(() => (over = true))
  return {
    answer,
    heard: () => [...words.matchAll(/^data: (.+)$/gm)].map(([, data = '']): unknown => JSON.parse(data)),
    isOver: () => over,
    leave: () => leaving.abort(),
  }
}

const since = async (): Promise<string> => {
  const { rows } = await demo.database.pool.query<{ now: string }>(
    `select to_char(platform_now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
  )
  return `?depuis=${rows[0]?.now}`
}

const counts = (awaited: number) => ({ awaited, contacted: 0, unresolved: 0, ended: 0 })

describe('the counts of an open page', () => {
  test('are told at once, and again when a request comes or a colleague answers; to another partner nothing is told', async () => {
    const [amelie, theo, stranger] = [
      await demo.signedIn(),
      await demo.signedIn(people.theo),
      await demo.signedIn(people.stranger),
    ]
    const page = await listen(amelie, await since())
    const other = await listen(stranger, await since())
    expect(page.answer.headers.get('content-type')).toContain('text/event-stream')
    expect(page.answer.headers.get('set-cookie')).toBeNull()
    await until(async () => expect(page.heard()).toEqual([{ counts: counts(0), arrived: 0 }]))
    const id = await demo.ask()
    await until(async () => expect(page.heard().at(-1)).toEqual({ counts: counts(1), arrived: 1 }))
    await theo.get(`/pro/mises-en-relation/${id}/contact`)
    await theo.post(`/pro/mises-en-relation/${id}/contact`, { joint: 'oui', moyen: 'phone' })
    const answered = { counts: { ...counts(0), contacted: 1 }, arrived: 0 }
    await until(async () => expect(page.heard().at(-1)).toEqual(answered))
    expect(other.heard()).toEqual([{ counts: counts(0), arrived: 0 }])
    page.leave()
    other.leave()
  })

  test('end with the session, whatever happens afterwards', async () => {
    const visitor = await demo.signedIn()
    const page = await listen(visitor)
    await until(async () => expect(page.heard()).toHaveLength(1))
    await visitor.get('/pro/deconnexion')
    await visitor.post('/pro/deconnexion')
    await demo.ask()
    await until(async () => expect(page.isOver()).toBe(true))
    expect(page.heard()).toHaveLength(1)
  })

  test('are of the partners one answers for now, and end when one has left', async () => {
    const { pool } = demo.database
    const theo = 'user_id = (select id from users where email = $1)'
    await demo.ask()
    const page = await listen(await demo.signedIn(people.theo))
    await until(async () => expect(page.heard()).toHaveLength(1))
    await pool.query(`update referents set left_at = platform_now() where ${theo}`, [people.theo])
    await demo.ask()
    await until(async () => expect(page.heard().at(-1)).toEqual({ counts: counts(0), arrived: 0 }))
    const comeBack = await demo.leave(people.theo)
    await demo.ask()
    await until(async () => expect(page.isOver()).toBe(true))
    await comeBack()
  })

  test('are for those who have signed in, and for a few pages of one session at once', async () => {
    expect((await listen(demo.site.visitor())).answer.status).toBe(303)
    const visitor = await demo.signedIn()
    const pages = []
    for (let place = 0; place < 7; place += 1) pages.push(await listen(visitor))
    expect(pages.map(({ answer }) => answer.status)).toEqual([200, 200, 200, 200, 200, 200, 204])
    // They stay open: the server stops all the same.
  })
})
