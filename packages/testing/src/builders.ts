import { createHash, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'

// Rows for tests that need some, each with what the tables ask for; a test states only what matters to it, by the names
// SQL gives its columns (`{ state: 'contacted', contacted_at: … }`).

type Rows = Pick<Pool, 'query'>
type Columns = Readonly<Record<string, unknown>>

const insert = (rows: Rows, table: string, columns: Columns, ending = '') => {
  const names = Object.keys(columns)
  const places = names.map((_, place) => `$${place + 1}`)
  const values = Object.values(columns)
  return rows.query(`insert into ${table} (${names.join()}) values (${places.join()}) ${ending}`, values)
}

const insertWithId = async (rows: Rows, table: string, columns: Columns): Promise<string> => {
  const id = randomUUID()
  await insert(rows, table, { id, ...columns })
  return id
}

/** A territory of one commune, with the reference data it stands on. */
export interface GivenTerritory {
  readonly id: string
  readonly communeCode: string
  readonly regionCode: string
  readonly timeZone: string
  readonly holidayZone: string
}

const saintEtienne = {
  communeCode: '42218',
  departmentCode: '42',
  regionCode: '84',
  timeZone: 'Europe/Paris',
  holidayZone: 'metropole',
}

/** By default Saint-Étienne, in the Loire. */
export const givenTerritory = async (
  rows: Rows,
  given: Partial<typeof saintEtienne> & { readonly opensOn?: string } = {},
): Promise<GivenTerritory> => {
  const { communeCode, departmentCode, regionCode, timeZone, holidayZone } = { ...saintEtienne, ...given }
  const once = 'on conflict do nothing'
  await insert(rows, 'regions', { code: regionCode, name: `Région ${regionCode}` }, once)
  const department = { code: departmentCode, name: `Département ${departmentCode}`, region_code: regionCode }
  await insert(rows, 'departments', department, once)
  const commune = {
    code: communeCode,
    name: `Commune ${communeCode}`,
    department_code: departmentCode,
    region_code: regionCode,
    population: 1000,
  }
  await insert(rows, 'communes', commune, once)
  const id = await insertWithId(rows, 'territories', {
    slug: `territoire-${communeCode.toLowerCase()}`,
    name: `Territoire ${communeCode}`,
    time_zone: timeZone,
    holiday_zone: holidayZone,
    region_code: regionCode,
    opens_on: given.opensOn ?? '2026-01-01',
    info_jeunes_name: 'Info Jeunes',
    info_jeunes_phone: '04 00 00 00 00',
  })
  await insert(rows, 'territory_communes', { commune_code: communeCode, territory_id: id })
  return { id, communeCode, regionCode, timeZone, holidayZone }
}

export interface GivenTheme {
  readonly id: string
  readonly code: string
  readonly needId: string
}

/** A theme open in this territory, with one need (`trouver`) and one question (`statut`: `etudes` or `emploi`). */
export const givenTheme = async (rows: Rows, territory: GivenTerritory, code = 'logement'): Promise<GivenTheme> => {
  const id = await insertWithId(rows, 'themes', { code, name: `Thème ${code}` })
  const needId = await insertWithId(rows, 'needs', { theme_id: id, code: 'trouver', name: `Trouver : ${code}` })
  const questionnaire = { theme_id: id, territory_id: territory.id, name: `Questionnaire ${code}` }
  const questionnaireId = await insertWithId(rows, 'questionnaires', questionnaire)
  const page = { questionnaire_id: questionnaireId, position: 1, title: 'Ta situation' }
  const pageId = await insertWithId(rows, 'questionnaire_pages', page)
  const question = { page_id: pageId, position: 1, code: 'statut', label: 'Que fais-tu ?', kind: 'one' }
  const questionId = await insertWithId(rows, 'questions', question)
  await insert(rows, 'answers', { question_id: questionId, position: 1, code: 'etudes', label: 'Des études' })
  await insert(rows, 'answers', { question_id: questionId, position: 2, code: 'emploi', label: 'Un emploi' })
  const open = { territory_id: territory.id, theme_id: id, questionnaire_id: questionnaireId }
  await insert(rows, 'territory_themes', open)
  return { id, code, needId }
}

/** Somebody who signs in, with what they watch; the id of the user. */
export const givenProfessional = async (
  rows: Rows,
  { territoryId, regionCode, ...columns }: Columns & { readonly territoryId?: string; readonly regionCode?: string },
): Promise<string> => {
  const email = `${randomUUID()}@pro.example`
  const id = await insertWithId(rows, 'users', { name: 'Dominique', role: 'referent', email, ...columns })
  if (territoryId !== undefined) await insert(rows, 'perimeters', { user_id: id, territory_id: territoryId })
  if (regionCode !== undefined) await insert(rows, 'perimeters', { user_id: id, region_code: regionCode })
  return id
}

/** A session of somebody, as after signing in; its id. */
export const givenSession = async (rows: Rows, userId: string): Promise<string> => {
  const id = randomUUID()
  await insert(rows, 'sessions', { id, user_id: userId, way: 'password', browser: 'Navigateur' })
  return id
}

/** A partner under agreement, with one referent who is not absent. */
export interface GivenPartner {
  readonly id: string
  readonly name: string
  readonly referentId: string
  readonly userId: string
}

export const givenPartner = async (
  rows: Rows,
  territory: GivenTerritory,
  name = 'Mission locale',
): Promise<GivenPartner> => {
  const id = await insertWithId(rows, 'partners', { territory_id: territory.id, name })
  const userId = await givenProfessional(rows, { name: `Référente, ${name}` })
  const referentId = await insertWithId(rows, 'referents', { partner_id: id, user_id: userId })
  await insert(rows, 'agreements', {
    partner_id: id,
    charter_version: '2026',
    signed_on: '2026-01-01',
    from_day: '2026-01-01',
    to_day: '2030-12-31',
    signatory_partner: 'La direction',
    signatory_animation: 'L’animation territoriale',
  })
  return { id, name, referentId, userId }
}

export interface GivenOffer {
  readonly id: string
  readonly partnerId: string
  readonly windowDays: number
}

/** An offer valid in the territory's commune, answered by the partner's referent within 3 days. */
export const givenOffer = async (
  rows: Rows,
  { territory, theme, partner }: { territory: GivenTerritory; theme: GivenTheme; partner: GivenPartner },
  { windowDays = 3, ...columns }: Columns & { readonly windowDays?: number } = {},
): Promise<GivenOffer> => {
  const id = await insertWithId(rows, 'offers', {
    partner_id: partner.id,
    territory_id: territory.id,
    theme_id: theme.id,
    need_id: theme.needId,
    title: `Offre de ${partner.name}`,
    description: 'Un accompagnement gratuit.',
    state: 'active',
    window_days: windowDays,
    valid_from: '2026-01-01',
    contact_email: 'accueil@partenaire.example',
    free_of_charge: true,
    ...columns,
  })
  await insert(rows, 'offer_zones', { offer_id: id, zone_code: `C:${territory.communeCode}` })
  await insert(rows, 'offer_referents', { offer_id: id, referent_id: partner.referentId })
  return { id, partnerId: partner.id, windowDays }
}

export interface GivenRequest {
  readonly id: string
  readonly territory: GivenTerritory
  readonly trackingTokenHash: Buffer
}

/** What Camille, 19, asks on 20 November 2026 at 10:00 in Paris; referrals apart. */
export const givenRequest = async (
  rows: Rows,
  { territory, theme }: { territory: GivenTerritory; theme: GivenTheme },
  columns: Columns = {},
): Promise<GivenRequest> => {
  const trackingTokenHash = createHash('sha256').update(randomUUID()).digest()
  const id = await insertWithId(rows, 'requests', {
    territory_id: territory.id,
    commune_code: territory.communeCode,
    theme_id: theme.id,
    need_id: theme.needId,
    age: 19,
    answers: { statut: ['etudes'] },
    first_name: 'Camille',
    email: 'camille@exemple.example',
    consent_text_version: '2026-11',
    consent_redirect: true,
    tracking_token_hash: trackingTokenHash,
    submitted_at: '2026-11-20T09:00:00Z',
    last_act_at: '2026-11-20T09:00:00Z',
    ...columns,
  })
  return { id, territory, trackingTokenHash }
}

/** A referral of this request to this offer, `sent` on 20 November 2026 and due at the end of the 23rd in Paris; its id. */
export const givenReferral = (
  rows: Rows,
  { request, offer }: { request: GivenRequest; offer: GivenOffer },
  columns: Columns = {},
): Promise<string> =>
  insertWithId(rows, 'referrals', {
    request_id: request.id,
    territory_id: request.territory.id,
    offer_id: offer.id,
    partner_id: offer.partnerId,
    chain: 1,
    link: 1,
    state: 'sent',
    sent_at: '2026-11-20T09:00:00Z',
    window_days: offer.windowDays,
    counting: 'calendar',
    time_zone: request.territory.timeZone,
    holiday_zone: request.territory.holidayZone,
    due_at: '2026-11-23T23:00:00Z',
    ...columns,
  })
