import { acceptReferral, recordContact } from '@boussole/commands'
import { exportRequest, findProfessional } from '@boussole/db'
import type { RequestExport } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { useDemoSite } from '../demo-site.ts'
import { dataCopyEn } from './data-copy.en.ts'
import { dataCopyFr } from './data-copy.fr.ts'
import { partsOf, renderDataCopy } from './data-copy.tsx'

const demo = useDemoSite()
const now = Temporal.Instant.from('2026-11-26T17:30:00Z')

const plain = (html: string) => html.replaceAll(/[\u00A0\u202F]/g, ' ')

const copyOf = async (requestId: string): Promise<RequestExport> => {
  const copy = await exportRequest(demo.site.db, { requestId })
  if (copy === undefined) throw new Error('no such request')
  return copy
}

const requestOf = async (referralId: string): Promise<string> => {
  const { rows } = await demo.database.pool.query<{ id: string }>(
    'select request_id as id from referrals where id = $1',
    [referralId],
  )
  return rows[0]?.id ?? ''
}

/** What fields hold, by their names, in a copy to be read. */
const toldIn = (html: string) =>
  [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, label = '', value = '']) => ({ label, value }))

test('a copy to be read tells states, acts, mails and days in words, and what was written as it was written', async () => {
  const referralId = await demo.ask({ firstName: 'Lina <i>', message: 'Deux\nlignes & <b>Oui</b>' })
  const by = await findProfessional(demo.site.db, asId<UserId>(demoId('user', 'amelie-garcin')))
  if (by === undefined) throw new Error('no referent')
  const deps = { db: demo.site.db }
  await acceptReferral(referralId, by, deps)
  await recordContact(
    referralId,
    { reached: true, channel: 'phone', contactedAt: null, note: 'Rappeler lundi' },
    by,
    deps,
  )
  const html = plain(renderDataCopy(await copyOf(await requestOf(referralId)), { language: 'fr', now }))
  expect(html).toContain('le jeudi 26 novembre 2026 à 18 h 30')
  for (const told of [
    '<dt>Prénom</dt><dd>Lina &lt;i></dd>',
    '<dt>Message</dt><dd>Deux\nlignes &amp; &lt;b>Oui&lt;/b></dd>',
    '<dt>Où elle en est</dt><dd>Contact noté</dd>',
    '<dt>Structure</dt><dd>Un premier toit</dd>',
    '<dt>Quoi</dt><dd>Prise en charge</dd>',
    '<dt>Par</dt><dd>La structure</dd>',
    '<dt>Mail</dt><dd>Confirmation de la demande</dd>',
    '<dt>Accepte que la demande passe à une autre structure</dt><dd>oui</dd>',
  ])
    expect(html).toContain(told)
})

test('every field and code of every request has its words, in both languages, or is left to the raw file knowingly', async () => {
  const referralId = await demo.ask()
  const { pool } = demo.database
  await pool.query(
    `update requests set answers = '{"budget": ["500"]}', prefers = 'sms', moments = 'le soir' where id = $1`,
    [await requestOf(referralId)],
  )
  await pool.query('insert into feedbacks values ($1, true, false, platform_now())', [referralId])
  await pool.query(
    `insert into accompaniments (referral_id, partner_id, referent_id, pathway_referent_id, proposed_by,
       proposed_at, consent, began_at, ended_at, ended_by)
     select $1, partner_id, id, id, $2, platform_now(), 'spoken', platform_now(), platform_now(), 'referent' from referents where id = $3`,
    [referralId, demoId('user', 'amelie-garcin'), demoId('referent', 'sonia-marchetti')],
  )
  const { rows } = await pool.query<{ id: string }>('select id from requests order by id')
  const seen = new Set<string>()
  const unnamed = new Set<string>()
  const untold = new Set<string>()
  for (const { id } of rows) {
    const copy = await copyOf(id)
    for (const [language, { parts }] of [
      ['fr', dataCopyFr],
      ['en', dataCopyEn],
    ] as const) {
      for (const [part, told] of partsOf(copy))
        for (const field of told.flatMap((row) => Object.keys(row))) {
          seen.add(part)
          if (!(field in parts[part].labels)) unnamed.add(`${part}.${field}`)
        }
      for (const { label, value } of toldIn(renderDataCopy(copy, { language, now }))) {
        const isWord = ['oui', 'non', 'yes', 'no'].includes(value)
        if (/^([a-z]+(-[a-z0-9]+)*|\d{4}-\d\d-\d\dT.*|[0-9a-f-]{36}|[[{].*)$/.test(value) && !isWord)
          untold.add(`${label}: ${value}`)
      }
    }
  }
  expect([...seen].toSorted()).toEqual(Object.keys(dataCopyFr.parts).toSorted())
  expect([...unnamed]).toEqual([])
  expect([...untold]).toEqual([])
})
