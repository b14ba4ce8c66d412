import { yearFrom } from '@boussole/domain'
import type { Temporal } from 'temporal-polyfill'
import { demoActs } from './demo-acts.ts'
import { demoCharters } from './demo-charters.ts'
import { demoId } from './demo-id.ts'
import { demoMeetings } from './demo-meetings.ts'
import { demoInvitations } from './demo-invitations.ts'
import { demoImport } from './demo-import.ts'
import { demoProblem } from './demo-problem.ts'
import { demoQuestionnaireDraft } from './demo-questionnaire-draft.ts'
import { demoUpkeep, mailBouncedAt, upkeepColumns, upkeepState } from './demo-upkeep.ts'
import { demoOfferVersions } from './demo-offer-versions.ts'
import type {
  DemoAnimator,
  DemoOffer,
  DemoPage,
  DemoPartner,
  DemoTerritory,
  DemoTheme,
  InFrenchAndEnglish,
} from './shapes.ts'

type Row = Readonly<Record<string, unknown>>

/** One table of the demo and its rows, all with the same columns. */
export interface TableRows {
  readonly table: string
  readonly rows: readonly Row[]
}

export interface DemoContent {
  readonly themes: readonly DemoTheme[]
  readonly territories: readonly DemoTerritory[]
  /** Every date of the demo is counted from this day, so that it never goes out of date. */
  readonly today: Temporal.PlainDate
  /** Of the one password that all professionals of the demo share. */
  readonly passwordHash: string
}

/** The whole demo as rows, in an order in which they can be inserted. Communes of territories are left to the database. */
export const demoRows = ({ themes, territories, today, passwordHash }: DemoContent): readonly TableRows[] => {
  const questionnaires = [
    ...themes.map(nationalQuestionnaire),
    ...territories.flatMap((territory) => localQuestionnaires(territory, themes)),
  ]
  const partners = territories.flatMap((territory) => territory.partners.map((partner) => ({ territory, partner })))
  const offers = territories.flatMap((territory) => territory.offers.map((offer) => ({ territory, offer })))
  const animators = territories.flatMap((territory) => territory.animators)
  return [
    { table: 'territories', rows: territories.map((territory) => territoryRow(territory, today)) },
    { table: 'themes', rows: themes.map(themeRow) },
    { table: 'needs', rows: themes.flatMap(needRows) },
    {
      table: 'questionnaires',
      rows: [...questionnaires.map(({ row }) => row), demoQuestionnaireDraft(today).questionnaire],
    },
    { table: 'questionnaire_pages', rows: questionnaires.flatMap(({ pages }) => pages.map(({ row }) => row)) },
    { table: 'questions', rows: questionnaires.flatMap(({ pages }) => pages.flatMap(({ questions }) => questions)) },
    { table: 'answers', rows: questionnaires.flatMap(({ pages }) => pages.flatMap(({ answers }) => answers)) },
    { table: 'territory_themes', rows: territories.flatMap(territoryThemeRows) },
    {
      table: 'users',
      rows: [
        ...animators.map((animator) => animatorRow(animator, passwordHash)),
        ...partners.flatMap(({ partner }) => referentUserRows(partner, passwordHash, today)),
      ],
    },
    { table: 'questionnaire_versions', rows: [demoQuestionnaireDraft(today).version] },
    { table: 'perimeters', rows: animators.flatMap(perimeterRows) },
    { table: 'partners', rows: partners.map(({ territory, partner }) => partnerRow(territory, partner)) },
    { table: 'referents', rows: partners.flatMap(({ partner }) => referentRows(partner)) },
    { table: 'directory_shares', rows: partners.flatMap(({ partner }) => shareRows(partner, today)) },
    { table: 'invitations', rows: demoInvitations(today) },
    { table: 'imports', rows: [demoImport(today).import] },
    { table: 'import_pieces', rows: demoImport(today).pieces },
    { table: 'import_lines', rows: demoImport(today).lines },
    { table: 'problem_threads', rows: [demoProblem(today).thread] },
    { table: 'problem_messages', rows: demoProblem(today).messages },
    { table: 'absences', rows: partners.flatMap(({ partner }) => absenceRows(partner, today)) },
    {
      table: 'agreements',
      rows: partners.map(({ territory, partner }) => agreementRow(territory, partner, today)),
    },
    { table: 'charters', rows: demoCharters(today) },
    { table: 'meetings', rows: demoMeetings(today).meetings },
    { table: 'meeting_members', rows: demoMeetings(today).members },
    { table: 'network_letters', rows: demoMeetings(today).letters },
    { table: 'offers', rows: offers.map(({ territory, offer }) => offerRow(territory, offer, today)) },
    { table: 'offer_zones', rows: offers.flatMap(({ offer }) => zoneRows(offer)) },
    { table: 'offer_referents', rows: offers.flatMap(({ offer }) => offerReferentRows(offer)) },
    { table: 'offer_versions', rows: demoOfferVersions(territories, today) },
    { table: 'acts', rows: demoActs(today) },
    { table: 'upkeep_runs', rows: demoUpkeep(today).runs },
    { table: 'upkeep_changes', rows: demoUpkeep(today).changes },
  ]
}

const dayAfter = (today: Temporal.PlainDate, days: number): string => today.add({ days }).toString()

const territoryRow = (territory: DemoTerritory, today: Temporal.PlainDate): Row => ({
  id: demoId('territory', territory.slug),
  slug: territory.slug,
  name: territory.name,
  time_zone: territory.timeZone,
  holiday_zone: territory.holidayZone,
  counting: territory.counting,
  region_code: territory.regionCode,
  opens_on: dayAfter(today, territory.opensInDays ?? -365),
  info_jeunes_name: territory.infoJeunes.name,
  info_jeunes_phone: territory.infoJeunes.phone,
  info_jeunes_email: territory.infoJeunes.email,
  info_jeunes_address: territory.infoJeunes.address,
  created_at: `${dayAfter(today, -365)}T08:00:00Z`,
})

/** The two columns of a word: the English one is named after the French one. */
const inBoth = (column: string, [french, english]: InFrenchAndEnglish | readonly [null, null] = [null, null]): Row => ({
  [column]: french,
  [`${column}_en`]: english,
})

const themeRow = ({ code, name }: DemoTheme, index: number): Row => ({
  id: demoId('theme', code),
  code,
  ...inBoth('name', name),
  position: index + 1,
})

const needRows = ({ code: theme, needs }: DemoTheme): Row[] =>
  Object.entries(needs).map(([code, name], index) => ({
    id: demoId('need', `${theme}/${code}`),
    theme_id: demoId('theme', theme),
    code,
    ...inBoth('name', name),
    position: index + 1,
  }))

interface QuestionnaireRows {
  readonly row: Row
  readonly pages: readonly { readonly row: Row; readonly questions: readonly Row[]; readonly answers: readonly Row[] }[]
}

const nationalQuestionnaire = (theme: DemoTheme): QuestionnaireRows =>
  questionnaireRows(theme.code, theme.pages, { name: theme.name[0], theme: theme.code, territory: null })

const localQuestionnaires = ({ slug, name, themes: copies }: DemoTerritory, themes: readonly DemoTheme[]) =>
  themes.flatMap((theme) => {
    const pages = copies[theme.code] ?? null
    if (pages === null) return []
    return [
      questionnaireRows(`${slug}/${theme.code}`, pages, {
        name: `${theme.name[0]} (${name})`,
        theme: theme.code,
        territory: slug,
      }),
    ]
  })

const questionnaireRows = (
  key: string,
  pages: readonly DemoPage[],
  { name, theme, territory }: { name: string; theme: string; territory: string | null },
): QuestionnaireRows => ({
  row: {
    id: demoId('questionnaire', key),
    theme_id: demoId('theme', theme),
    territory_id: territory === null ? null : demoId('territory', territory),
    name,
  },
  pages: pages.map((page, index) => pageRows(`${key}/${index + 1}`, page, key, index + 1)),
})

const pageRows = (key: string, { title, questions }: DemoPage, questionnaire: string, position: number) => ({
  row: {
    id: demoId('page', key),
    questionnaire_id: demoId('questionnaire', questionnaire),
    position,
    ...inBoth('title', title),
  },
  questions: questions.map(({ code, label, help, kind }, index) => ({
    id: demoId('question', `${questionnaire}/${code}`),
    page_id: demoId('page', key),
    position: index + 1,
    code,
    ...inBoth('label', label),
    ...inBoth('help', help),
    kind,
  })),
  answers: questions.flatMap(({ code: question, answers }) =>
    Object.entries(answers).map(([code, label], index) => ({
      id: demoId('answer', `${questionnaire}/${question}/${code}`),
      question_id: demoId('question', `${questionnaire}/${question}`),
      position: index + 1,
      code,
      ...inBoth('label', label),
    })),
  ),
})

const territoryThemeRows = ({ slug, themes }: DemoTerritory): Row[] =>
  Object.entries(themes).map(([theme, copy]) => ({
    territory_id: demoId('territory', slug),
    theme_id: demoId('theme', theme),
    questionnaire_id: demoId('questionnaire', copy === null ? theme : `${slug}/${theme}`),
  }))

const roleOf = ({ watches, onlyObserves }: DemoAnimator): string => {
  if (onlyObserves === true) return 'observer'
  if (watches === 'nation') return 'national'
  return 'region' in watches ? 'regional' : 'animator'
}

const animatorRow = (animator: DemoAnimator, passwordHash: string): Row => ({
  id: demoId('user', animator.key),
  email: animator.email,
  name: animator.name,
  phone: null,
  role: roleOf(animator),
  password_hash: passwordHash,
  mail_bounced_at: null,
})

const perimeterRows = ({ key, watches }: DemoAnimator): Row[] => {
  if (watches === 'nation') return []
  const userId = demoId('user', key)
  if ('region' in watches) return [{ user_id: userId, territory_id: null, region_code: watches.region }]
  return [watches.territory, ...(watches.also ?? [])].map((territory) => ({
    user_id: userId,
    territory_id: demoId('territory', territory),
    region_code: null,
  }))
}

const referentUserRows = (
  { referents, mailDomain }: DemoPartner,
  passwordHash: string,
  today: Temporal.PlainDate,
): Row[] =>
  referents.map(({ key, name, phone }) => ({
    id: demoId('user', key),
    email: `${key.replace('-', '.')}@${mailDomain}`,
    name,
    phone: phone ?? null,
    role: 'referent',
    password_hash: passwordHash,
    mail_bounced_at: mailBouncedAt(key, today),
  }))

const partnerRow = ({ slug }: DemoTerritory, partner: DemoPartner): Row => ({
  id: demoId('partner', partner.key),
  territory_id: demoId('territory', slug),
  name: partner.name,
  role_in_words: partner.roleInWords,
  commune_code: partner.communeCode,
  address: partner.address,
  phone: partner.phone,
  email: `contact@${partner.mailDomain}`,
  website: `https://www.${partner.mailDomain}`,
})

const referentRows = ({ key: partner, referents }: DemoPartner): Row[] =>
  referents.map(({ key, deputy }) => ({
    id: demoId('referent', key),
    partner_id: demoId('partner', partner),
    user_id: demoId('user', key),
    deputy_id: deputy === undefined ? null : demoId('referent', deputy),
  }))

const shareRows = ({ referents }: DemoPartner, today: Temporal.PlainDate): Row[] =>
  referents.flatMap(({ key, shares = [] }) =>
    shares.map((shown) => ({
      user_id: demoId('user', key),
      shown,
      text_version: '2026-11',
      agreed_at: `${dayAfter(today, -40)}T09:00:00Z`,
    })),
  )

const absenceRows = ({ referents }: DemoPartner, today: Temporal.PlainDate): Row[] =>
  referents.flatMap(({ key, absence }) =>
    absence === undefined
      ? []
      : [
          {
            referent_id: demoId('referent', key),
            from_day: dayAfter(today, absence.fromDays),
            to_day: dayAfter(today, absence.toDays),
          },
        ],
  )

// The year that runs: the worker renews it, as the charter says.
const agreementRow = ({ infoJeunes }: DemoTerritory, partner: DemoPartner, today: Temporal.PlainDate): Row => {
  const { beganDaysAgo, isOver = false } = partner.agreement
  const year = yearFrom(today.subtract({ days: beganDaysAgo }))
  const isSoon = year.toDay.since(today, { largestUnit: 'days' }).days < 60
  return {
    id: demoId('agreement', partner.key),
    partner_id: demoId('partner', partner.key),
    charter_version: '2025 (papier)',
    origin: 'paper',
    signed_on: year.fromDay.subtract({ days: 6 }).toString(),
    from_day: year.fromDay.toString(),
    to_day: year.toDay.toString(),
    signatory_partner: partner.director,
    signatory_animation: infoJeunes.director,
    followed_by: isOver ? 'nothing' : null,
    noticed_60_at: isSoon ? `${year.toDay.subtract({ days: 60 }).toString()}T07:00:00Z` : null,
    created_at: `${year.fromDay.toString()}T08:00:00Z`,
  }
}

const offerRow = ({ slug, partners }: DemoTerritory, offer: DemoOffer, today: Temporal.PlainDate): Row => {
  const partner = partners.find(({ key }) => key === offer.partner)
  if (partner === undefined) throw new Error(`the offer ${offer.key} names no partner of ${slug}`)
  return {
    id: demoId('offer', offer.key),
    partner_id: demoId('partner', offer.partner),
    territory_id: demoId('territory', slug),
    theme_id: demoId('theme', offer.theme),
    need_id: demoId('need', `${offer.theme}/${offer.need}`),
    title: offer.title,
    description: offer.description,
    place: offer.place,
    state: upkeepState(offer.key) ?? offer.state ?? 'active',
    window_days: offer.windowDays,
    counting: offer.counting ?? 'calendar',
    age_min: offer.ages[0],
    age_max: offer.ages[1],
    criteria: offer.criteria ?? {},
    valid_from: dayAfter(today, offer.valid?.fromDays ?? -180),
    valid_until: offer.valid?.untilDays === undefined ? null : dayAfter(today, offer.valid.untilDays),
    monthly_quota: offer.monthlyQuota ?? null,
    contact_email: `${offer.theme}@${partner.mailDomain}`,
    free_of_charge: true,
    free_declared_by: demoId('user', offer.referents[0] ?? ''),
    free_declared_at: `${dayAfter(today, -180)}T09:00:00Z`,
    ...upkeepColumns(offer.key, today),
  }
}

const zoneRows = ({ key, zones }: DemoOffer): Row[] =>
  zones.map((zone) => ({ offer_id: demoId('offer', key), zone_code: zone }))

const offerReferentRows = ({ key, referents }: DemoOffer): Row[] =>
  referents.map((referent) => ({ offer_id: demoId('offer', key), referent_id: demoId('referent', referent) }))
