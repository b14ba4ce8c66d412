import { demoId } from '@boussole/local'
import { Temporal } from 'temporal-polyfill'
import { beforeEach, describe, expect, test } from 'vitest'
import { people, useDemoSite } from '../../demo-site.ts'
import type { Visitor } from '../../test-web.ts'

const demo = useDemoSite()
const amelie = demoId('referent', 'amelie-garcin')
const theo = demoId('referent', 'theo-rivoire')
const partner = demoId('partner', 'premier-toit')
const list = '/pro/equipe'

const send = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) => {
  await visitor.get(path)
  return visitor.post(path, fields)
}

const today = async (): Promise<Temporal.PlainDate> => {
  const { rows } = await demo.database.pool.query<{ day: string }>(
    `select (platform_now() at time zone 'Europe/Paris')::date::text as day`,
  )
  return Temporal.PlainDate.from(rows[0]?.day ?? '')
}

/** So many days from today, as a form holds it. */
const inDays = async (days: number): Promise<string> => (await today()).add({ days }).toString()

const plan = async (visitor: Visitor, who: string, [from, to]: readonly [number, number]) =>
  send(visitor, `${list}/${who}/absence`, { du: await inDays(from), au: await inDays(to) })

const absencesOf = async (who: string) =>
  (
    await demo.database.pool.query<{ id: string; to_day: string }>(
      'select id::text, to_day::text from absences where referent_id = $1 order by from_day',
      [who],
    )
  ).rows

const toAnimator = async () =>
  (
    await demo.database.pool.query<{ id: string }>(
      `select outbox.id from outbox join users on users.id = recipient_id where mail = 'absence-without-deputy' and email = $1`,
      [people.animator],
    )
  ).rows

beforeEach(async () => {
  const { pool } = demo.database
  await pool.query('delete from absences where referent_id = any($1)', [[amelie, theo]])
  await pool.query('delete from team_changes')
  await pool.query(`delete from outbox where mail = 'absence-without-deputy'`)
  await pool.query('update referents set deputy_id = case id when $1 then $2::uuid else $1 end where id in ($1, $2)', [
    amelie,
    theo,
  ])
})

describe('an absence', () => {
  test('is planned by a colleague, and everybody of the partner sees who receives meanwhile and who planned it', async () => {
    const visitor = await demo.signedIn(people.theo)
    const answer = await plan(visitor, amelie, [10, 20])
    expect(answer.location).toBe(`${list}?fait=absence`)
    const { html } = await (await demo.signedIn()).get(list)
    expect(html).toContain('Théo Rivoire reçoit.')
    expect(html).toContain('absence prévue')
    expect(html).toContain('Par Théo Rivoire')
    expect(await toAnimator()).toEqual([])
  })

  test('without anybody who receives asks first, says which offers pause until when, and tells the animator once', async () => {
    const visitor = await demo.signedIn()
    await plan(visitor, theo, [12, 15])
    const asked = await plan(visitor, amelie, [10, 20])
    expect(asked.location).toContain('/absence/confirmation?')
    expect(await absencesOf(amelie)).toEqual([])
    const { html } = await visitor.get(asked.location)
    expect(html).toContain('Chercher ton premier logement avec quelqu’un')
    const done = await visitor.post(asked.location)
    expect(done.location).toBe(`${list}?fait=absence`)
    expect(await absencesOf(amelie)).toHaveLength(1)
    expect(await toAnimator()).toHaveLength(1)
    const [absence] = await absencesOf(amelie)
    await send(visitor, `${list}/${amelie}/absences/${absence?.id}`, { au: await inDays(18) })
    expect(await toAnimator()).toHaveLength(1)
    expect((await visitor.get(list)).html).toContain('sauf pendant ses propres absences')
  })

  test('in the past, too far, ended before it begins or on days already planned is refused, each in its own words beside the field', async () => {
    const visitor = await demo.signedIn()
    const toSettings = `href="${list}/${amelie}/reglages"`
    expect((await visitor.get(`${list}/${amelie}/absence`)).html).not.toContain(toSettings)
    await demo.database.pool.query('update referents set deputy_id = null where id = $1', [amelie])
    const { html: without } = await visitor.get(`${list}/${amelie}/absence`)
    await demo.database.pool.query('update referents set deputy_id = $1 where id = $2', [theo, amelie])
    expect(without).toContain(toSettings)
    const faults = [
      [[-5, -1], 'Cette absence est déjà passée'],
      [[5, 400], 'Le dernier jour est trop loin'],
      [[9, 5], 'Le dernier jour vient avant le premier'],
    ] as const
    for (const [days, words] of faults) {
      const { status, html } = await plan(visitor, amelie, [...days])
      expect(status).toBe(422)
      expect(html).toMatch(new RegExp(`id="erreur-au"[^]*${words}`))
    }
    await plan(visitor, amelie, [10, 20])
    const again = await plan(visitor, amelie, [20, 21])
    expect(again.status).toBe(422)
    expect(again.html).toMatch(/id="erreur-au"[^]*déjà prévue/)
    const empty = await send(visitor, `${list}/${amelie}/absence`, { du: '', au: 'demain' })
    expect(empty.status).toBe(422)
    expect(empty.html).toContain('erreur-du')
    expect(empty.html).toContain('erreur-au')
  })

  test('ends earlier, or is cancelled after a question', async () => {
    const visitor = await demo.signedIn()
    await plan(visitor, amelie, [10, 20])
    const [absence] = await absencesOf(amelie)
    const path = `${list}/${amelie}/absences/${absence?.id}`
    const ended = await send(visitor, path, { au: await inDays(12) })
    expect(ended.location).toBe(`${list}?fait=fin`)
    expect((await absencesOf(amelie))[0]?.to_day).toBe(await inDays(12))
    expect((await send(visitor, `${path}/annulation`)).location).toBe(`${list}?fait=annulation`)
    expect(await absencesOf(amelie)).toEqual([])
    expect((await visitor.get(path)).status).toBe(404)
  })

  test('today without anybody who receives pauses the offers by themselves: the inbox and the team page say so', async () => {
    const visitor = await demo.signedIn()
    await demo.database.pool.query('update referents set deputy_id = null where id in ($1, $2)', [amelie, theo])
    const asked = await plan(visitor, amelie, [0, 3])
    if (asked.location.includes('confirmation')) await send(visitor, asked.location)
    const other = await plan(visitor, theo, [0, 2])
    expect(other.location).toContain('confirmation')
    await send(visitor, other.location)
    for (const page of ['/pro/', list]) {
      expect((await visitor.get(page)).html).toContain('En pause d’elles-mêmes aujourd’hui')
    }
    await expect(demo.ask()).rejects.toMatchObject({ code: 'offer-unavailable' })
  })
})

describe('what somebody answers for', () => {
  test('is changed with its deputy, and each change is kept', async () => {
    const visitor = await demo.signedIn()
    const path = `${list}/${amelie}/reglages`
    const done = await send(visitor, path, { suppleance: '', themes: 'logement', secteurs: 'E:244200770' })
    expect(done.location).toBe(`${list}?fait=reglages`)
    const { html } = await visitor.get(list)
    for (const said of ['suppléance changée', 'thèmes changés', 'secteurs changés']) expect(html).toContain(said)
    await send(visitor, path, { suppleance: theo })
  })

  test('is refused outside the territory, or with oneself as deputy', async () => {
    const visitor = await demo.signedIn()
    const path = `${list}/${amelie}/reglages`
    expect((await send(visitor, path, { suppleance: amelie })).status).toBe(422)
    expect((await send(visitor, path, { suppleance: demoId('referent', 'sonia-marchetti') })).status).toBe(422)
    expect((await send(visitor, path, { suppleance: theo, secteurs: 'E:200067106' })).status).toBe(422)
    expect((await send(visitor, path, { suppleance: theo, themes: 'rien' })).status).toBe(422)
  })
})

describe('another partner’s team', () => {
  test('is not found, but is open to the animator of its territory', async () => {
    const paths = [`${list}?structure=${partner}`, `${list}/${amelie}/absence`, `${list}/${amelie}/reglages`]
    for (const email of [people.stranger, people.otherAnimator]) {
      const visitor = await demo.signedIn(email)
      for (const path of paths) expect((await visitor.get(path)).status).toBe(404)
      expect((await plan(visitor, amelie, [10, 20])).status).toBe(404)
    }
    expect(await absencesOf(amelie)).toEqual([])
    const animator = await demo.signedIn(people.animator)
    for (const path of paths) expect((await animator.get(path)).status).toBe(200)
    expect((await plan(animator, amelie, [10, 20])).location).toBe(`${list}?structure=${partner}&fait=absence`)
  })
})
