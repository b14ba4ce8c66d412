import { createHash, randomUUID } from 'node:crypto'
import { newRequest } from '@boussole/contracts'
import express from 'express'
import { rateLimit } from 'express-rate-limit'
import createKnex from 'knex'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { Temporal } from 'temporal-polyfill'

// What a team would plainly write with Express and a query builder to take in a request: the same checks, the same rows in
// the same tables, one transaction, a line of log, limits per client; one statement after the other, each built anew.

const knex = createKnex({
  client: 'pg',
  connection: process.env['DATABASE_URL'] ?? '',
  pool: { min: 0, max: Number(process.env['DATABASE_CONNECTIONS'] ?? 10) },
})
const log = pino()
const hash = (words: string): Buffer => createHash('sha256').update(words).digest()

interface Place {
  readonly territory_id: string
  readonly time_zone: string
  readonly holiday_zone: string
  readonly department_code: string
  readonly region_code: string
  readonly epci_code: string | null
}

interface OfferRow {
  readonly id: string
  readonly partner_id: string
  readonly title: string
  readonly window_days: number
  readonly counting: 'calendar' | 'working'
  readonly criteria: Readonly<Record<string, readonly string[]>>
  readonly monthly_quota: number | null
  readonly contact_email: string
  readonly partner_name: string
}

type Body = ReturnType<typeof newRequest.parse>

/** Asked of each offer in turn: is its partner under agreement, is there a place left, is somebody there? */
const isAble = async (trx: Knex.Transaction, offer: OfferRow, today: string): Promise<boolean> => {
  const agreement = await trx('agreements')
    .where({ partner_id: offer.partner_id })
    .where('from_day', '<=', today)
    .where('to_day', '>=', today)
    .first<{ id: string } | undefined>('id')
  if (agreement === undefined) return false
  if (offer.monthly_quota !== null) {
    const [taken] = await trx('referrals')
      .where({ offer_id: offer.id })
      .where('sent_at', '>=', trx.raw("date_trunc('month', now())"))
      .count({ count: '*' })
    if (Number(taken?.['count'] ?? 0) >= offer.monthly_quota) return false
  }
  const absent = trx('absences').select('referent_id').where('from_day', '<=', today).where('to_day', '>=', today)
  const referent = await trx('offer_referents')
    .join('referents', 'referents.id', 'offer_referents.referent_id')
    .where({ offer_id: offer.id })
    .whereNull('left_at')
    .whereNotIn('referent_id', absent)
    .first<{ referent_id: string } | undefined>('referent_id')
  return referent !== undefined
}

const findOffers = (
  trx: Knex.Transaction,
  body: Body,
  { place, themeId, today }: { place: Place; themeId: string; today: string },
) =>
  trx<OfferRow>('offers')
    .join('partners', 'partners.id', 'offers.partner_id')
    .where({ 'offers.theme_id': themeId, 'offers.state': 'active' })
    .where('age_min', '<=', body.age)
    .where('age_max', '>=', body.age)
    .where('valid_from', '<=', today)
    .where((valid) => void valid.whereNull('valid_until').orWhere('valid_until', '>=', today))
    .whereIn(
      'offers.id',
      trx('offer_zones')
        .select('offer_id')
        .whereIn('zone_code', [
          `C:${body.commune}`,
          `E:${place.epci_code ?? ''}`,
          `D:${place.department_code}`,
          `R:${place.region_code}`,
          'N:FR',
        ]),
    )
    .orderBy('window_days')
    .select<OfferRow[]>('offers.*', 'partners.name as partner_name')

const accepts = ({ criteria }: OfferRow, { answers }: Body): boolean =>
  Object.entries(criteria).every(([question, accepted]) => {
    const told = answers[question] ?? []
    return told.length === 0 || told.some((answer) => accepted.includes(answer))
  })

const chooseOffer = async (trx: Knex.Transaction, body: Body, at: Parameters<typeof findOffers>[2]) => {
  for (const offer of await findOffers(trx, body, at)) {
    if (accepts(offer, body) && (await isAble(trx, offer, at.today))) return offer
  }
  throw new Error('no offer matches')
}

const takeIn = (body: Body, key: string) =>
  knex.transaction(async (trx) => {
    const earlier = await trx('requests')
      .where({ idempotency_hash: hash(key) })
      .first<{ id: string } | undefined>('id')
    if (earlier !== undefined) return { id: earlier.id }
    const place = await trx('communes')
      .join('territory_communes', 'territory_communes.commune_code', 'communes.code')
      .join('territories', 'territories.id', 'territory_communes.territory_id')
      .where({ code: body.commune })
      .first<Place | undefined>('communes.*', 'territory_id', 'time_zone', 'holiday_zone')
    const theme = await trx('themes').where({ code: body.theme }).first<{ id: string } | undefined>('id')
    if (place === undefined || theme === undefined) throw new Error('unknown place')
    const questions = await trx('questions')
      .join('questionnaire_pages', 'questionnaire_pages.id', 'questions.page_id')
      .join('territory_themes', 'territory_themes.questionnaire_id', 'questionnaire_pages.questionnaire_id')
      .join('answers', 'answers.question_id', 'questions.id')
      .where({ territory_id: place.territory_id, theme_id: theme.id })
      .select<{ question: string; answer: string }[]>('questions.code as question', 'answers.code as answer')
    for (const [question, told] of Object.entries(body.answers)) {
      for (const answer of told) {
        if (!questions.some((known) => known.question === question && known.answer === answer))
          throw new Error('unknown answer')
      }
    }
    const now = Temporal.Now.zonedDateTimeISO(place.time_zone)
    const at = now.toInstant().toString()
    const offer = await chooseOffer(trx, body, { place, themeId: theme.id, today: now.toPlainDate().toString() })
    const [recent] = await trx('requests')
      .whereRaw('lower(email) = ?', [body.contact.email ?? ''])
      .where('submitted_at', '>', trx.raw("now() - interval '1 hour'"))
      .count({ count: '*' })
    if (Number(recent?.['count'] ?? 0) >= 20) throw new Error('asked too often')
    const [requestId, referralId, token] = [randomUUID(), randomUUID(), randomUUID()]
    await trx('requests').insert({
      id: requestId,
      territory_id: place.territory_id,
      commune_code: body.commune,
      theme_id: theme.id,
      age: body.age,
      answers: JSON.stringify(body.answers),
      first_name: body.contact.firstName,
      email: body.contact.email,
      phone: body.contact.phone,
      prefers: body.contact.prefers,
      moments: body.contact.moments,
      message: body.contact.message,
      consent_text_version: '2026-11',
      consent_redirect: body.consents.redirect,
      tracking_token_hash: hash(token),
      idempotency_hash: hash(key),
      content_hash: hash(JSON.stringify(body)),
      submitted_at: at,
      last_act_at: at,
    })
    const dueAt = now.add({ days: offer.window_days + 1 }).startOfDay()
    await trx('referrals').insert({
      id: referralId,
      request_id: requestId,
      territory_id: place.territory_id,
      offer_id: offer.id,
      partner_id: offer.partner_id,
      chain: 1,
      link: 1,
      state: 'sent',
      sent_at: at,
      window_days: offer.window_days,
      counting: offer.counting,
      time_zone: place.time_zone,
      holiday_zone: place.holiday_zone,
      due_at: dueAt.toInstant().toString(),
    })
    await trx('journal').insert({
      request_id: requestId,
      referral_id: referralId,
      version: 1,
      at,
      actor_kind: 'young-person',
      event: JSON.stringify({ kind: 'sent', offerId: offer.id, dueAt: dueAt.toInstant().toString() }),
      to_state: 'sent',
    })
    const half = now.add({ hours: offer.window_days * 12 })
    for (const [kind, due] of [
      ['notify', now],
      ['remind-1', half],
      ['remind-2', dueAt.subtract({ hours: 15 })],
      ['warn', dueAt.subtract({ hours: 6 })],
      ['lapse', dueAt],
    ] as const) {
      const when = due.toInstant().toString()
      const isDone = kind === 'notify'
      const state = isDone ? 'done' : 'pending'
      await trx('milestones').insert({
        referral_id: referralId,
        kind,
        occurrence: 1,
        due_at: when,
        try_at: when,
        state,
        reached_at: isDone ? at : null,
      })
    }
    const referents = await trx('offer_referents')
      .where({ offer_id: offer.id })
      .select<{ referent_id: string }[]>('referent_id')
    const mail = {
      request_id: requestId,
      referral_id: referralId,
      territory_id: place.territory_id,
      created_at: at,
      send_after: at,
    }
    await trx('outbox').insert({
      ...mail,
      mail: 'receipt',
      recipient_kind: 'young-person',
      once_key: `receipt/${requestId}`,
    })
    await trx('outbox').insert({
      ...mail,
      mail: 'referral-request',
      recipient_kind: 'offer-contact',
      once_key: `contact/${referralId}`,
    })
    for (const { referent_id } of referents) {
      await trx('outbox').insert({
        ...mail,
        mail: 'referral-request',
        recipient_kind: 'referent',
        recipient_id: referent_id,
        once_key: `${referent_id}/${referralId}`,
      })
    }
    return {
      id: requestId,
      trackingToken: token,
      referrals: [
        {
          id: referralId,
          offerId: offer.id,
          offerTitle: offer.title,
          partner: { id: offer.partner_id, name: offer.partner_name },
          state: 'sent',
          windowDays: offer.window_days,
          dueAt: dueAt.toInstant().toString(),
        },
      ],
    }
  })

const app = express()
app.set('trust proxy', 'loopback')
app.use(rateLimit({ limit: 60, windowMs: 60_000 }))
app.use(express.json({ limit: '64kb' }))
app.post('/requests', async (request, response) => {
  const start = performance.now()
  const answer = await takeIn(newRequest.parse(request.body), request.get('idempotency-key') ?? randomUUID())
  response.status(201).json(answer)
  log.info({ method: 'POST', route: '/requests', status: 201, ms: performance.now() - start }, 'answered')
})
app.listen(Number(process.env['PORT']), '127.0.0.1', () => log.info('ready'))
