import { offerCreated } from '@boussole/contracts'
import { countLines, listOffersAwaiting } from '@boussole/db'
import { givenPartner, givenTheme, siretOf, useTakingOver } from '@boussole/testing'
import type { GivenPartner } from '@boussole/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { applyImport, createOffer, inviteImported, readImport, runImports, sayTopics, undoImport } from '../index.ts'

const taking = useTakingOver()
const trackingKey = 'the-tracking-key-of-the-tests-0123456789'
let partner: GivenPartner
let mail: string

const read = (id: string) => readImport(id, taking.animator, taking.db)
const rows = async (query: string): Promise<Record<string, unknown>[]> =>
  (await taking.database.pool.query<Record<string, unknown>>(query)).rows

beforeAll(async () => {
  const { pool } = taking.database
  const territory = {
    id: taking.territoryId,
    communeCode: '42218',
    regionCode: '84',
    timeZone: 'Europe/Paris',
    holidayZone: 'metropole',
  }
  await givenTheme(pool, territory)
  partner = await givenPartner(pool, territory, 'Mission locale')
  await pool.query('update partners set siret = $1, source_id = $2 where id = $3', [siretOf(1), 'dora--s1', partner.id])
  const { rows: found } = await pool.query<{ email: string }>('select email from users where id = $1', [partner.userId])
  mail = found[0]?.email ?? ''
})

const head = 'structure;SIRET;titre;description;thème;besoin;délai;âge min;âge max;zones;mail;gratuit;début;référents'

describe('offers of a file', () => {
  test('become drafts that nobody is shown: what the file does not say is not made up', async () => {
    const id = await taking.tryOut(
      [
        head,
        `Mission locale;;UN TOIT POUR COMMENCER;Une aide;Thème logement;trouver;3 jours;16;25;42|Roannais Agglomération|Saint-Étienne;a@ml.example;oui;01/12/2026;${mail}`,
        `;${siretOf(1)};Sans délai;Une aide;logement;;;;;;;;;`,
        `Mission locale;;Payante;Une aide;logement;trouver;3;16;25;42;a@ml.example;10 €;01/12/2026;${mail}`,
        `Mission locale;;Neuf jours;Une aide;logement;trouver;9;16;25;42;a@ml.example;oui;01/12/2026;${mail}`,
        `Mission locale;;Ailleurs;Une aide;logement;trouver;3;16;25;Poudlard;a@ml.example;oui;01/12/2026;${mail}`,
        `Inconnue au bataillon;;Autre;Une aide;logement;trouver;3;16;25;42;a@ml.example;oui;01/12/2026;${mail}`,
        `Mission locale;;Autre thème;Une aide;voyage;trouver;3;16;25;42;a@ml.example;oui;01/12/2026;${mail}`,
        `Mission locale;;Un toit pour commencer;Encore;logement;trouver;3;16;25;42;a@ml.example;oui;01/12/2026;${mail}`,
      ].join('\n'),
      'offers',
    )
    expect(
      (await taking.lines(id)).map(({ outcome, faults, lacks }) => [outcome, faults.map(({ code }) => code), lacks]),
    ).toEqual([
      ['new', [], []],
      ['incomplete', [], ['window', 'need', 'ages', 'zones', 'first-day', 'contact', 'free', 'referents']],
      ['refused', ['not-free'], []],
      ['refused', ['window-wrong'], []],
      ['refused', ['zone-unknown'], []],
      ['refused', ['partner-unknown'], []],
      ['refused', ['theme-unknown'], []],
      ['duplicate', [], []],
    ])
    await applyImport(id, { withoutRefused: true, withMailTwins: false }, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'applied', failure: null })
    const offers =
      await rows(`select title, state, window_days, age_min, free_declared_by, (select count(*)::int from offer_zones where offer_id = offers.id) as zones,
      (select state from offer_versions where offer_id = offers.id) as version, (select count(*)::int from offer_reach where offer_id = offers.id) as reach from offers order by title`)
    expect(offers).toEqual([
      {
        title: 'Sans délai',
        state: 'draft',
        window_days: null,
        age_min: null,
        free_declared_by: null,
        zones: 0,
        version: 'draft',
        reach: 0,
      },
      {
        title: 'Un Toit pour Commencer',
        state: 'draft',
        window_days: 3,
        age_min: 16,
        free_declared_by: taking.animator.userId,
        zones: 3,
        version: 'draft',
        reach: 0,
      },
    ])
    expect(await listOffersAwaiting(taking.db, taking.animator)).toEqual([])

    await undoImport(id, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'undone' })
    expect(await rows('select from offers')).toEqual([])
  })

  test('that are there change by a draft version, which waits to be proposed like any other', async () => {
    const { id: offerId } = await createOffer(
      offerCreated.parse({
        partnerId: partner.id,
        content: {
          theme: 'logement',
          need: 'trouver',
          title: 'Un toit',
          description: 'Avant',
          place: null,
          windowDays: 3,
          counting: 'calendar',
          ageMin: 16,
          ageMax: 25,
          criteria: {},
          zones: ['D:42'],
        },
        settings: {
          contactEmail: 'a@ml.example',
          validFrom: '2026-01-01',
          validUntil: null,
          monthlyQuota: null,
          referents: [partner.referentId],
        },
        freeOfCharge: true,
        propose: false,
      }),
      taking.animator,
      taking,
    )
    await taking.database.pool.query(`update offer_versions set state = 'accepted' where offer_id = $1`, [offerId])
    await taking.database.pool.query(`update offers set state = 'active' where id = $1`, [offerId])
    const id = await taking.applied(
      `structure;titre;description;thème;délai\nMission locale;Un toit;Après;logement;5\n`,
      'offers',
    )
    expect(
      await rows(
        `select number, state, content->>'description' as description, content->>'windowDays' as days from offer_versions where offer_id = '${offerId}' order by number`,
      ),
    ).toEqual([
      { number: 1, state: 'accepted', description: 'Avant', days: '3' },
      { number: 2, state: 'draft', description: 'Après', days: '5' },
    ])
    expect(await rows(`select description, window_days from offers where id = '${offerId}'`)).toEqual([
      { description: 'Avant', window_days: 3 },
    ])
    const again = await taking.tryOut(
      `structure;titre;description;thème\nMission locale;Un toit;Autre;logement\n`,
      'offers',
    )
    expect(await taking.lines(again)).toMatchObject([{ outcome: 'refused', faults: [{ code: 'offer-being-edited' }] }])

    await taking.database.pool.query(`update offer_versions set revision = 2 where offer_id = $1 and number = 2`, [
      offerId,
    ])
    await undoImport(id, taking.animator, taking)
    await runImports(taking)
    expect(await read(id)).toMatchObject({ state: 'applied', failure: 'edited-since', failureLines: [1] })
    await taking.database.pool.query(`update offer_versions set revision = 1 where offer_id = $1 and number = 2`, [
      offerId,
    ])
    await undoImport(id, taking.animator, taking)
    await runImports(taking)
    expect(await rows(`select number from offer_versions where offer_id = '${offerId}'`)).toEqual([{ number: 1 }])
  })

  test('of data.inclusion v1 find their need by a table that the territory fills in', async () => {
    const service = {
      id: 'dora--1',
      source: 'dora',
      structure_id: 'dora--s1',
      nom: 'Louer un logement',
      description: 'On vous aide.',
      date_maj: '2026-01-01',
      frais: 'gratuit',
      thematiques: ['famille--soutien-aidants'],
      zone_eligibilite: ['42', '42218', '200035731', 'france'],
      courriel: 'a@ml.example',
    }
    const id = await taking.tryOut(JSON.stringify({ items: [service] }), 'offers')
    expect(await taking.lines(id)).toMatchObject([{ outcome: 'refused', faults: [{ code: 'topics-unknown' }] }])
    await sayTopics(
      id,
      new Map([['famille--soutien-aidants', { theme: 'logement', need: 'trouver' }]]),
      taking.animator,
      taking,
    )
    await runImports(taking)
    expect(await taking.lines(id)).toMatchObject([
      {
        outcome: 'incomplete',
        lacks: ['window', 'ages', 'first-day', 'referents'],
        mended: [{ code: 'theme-from-topics' }],
      },
    ])
  })
})

test('people of a file are invited when somebody presses for it, and not before', async () => {
  const id = await taking.applied(
    [
      'structure;prénom;nom;courriel',
      'Mission locale;;DUPONT Zoé;ZOE@ml.example',
      `Mission locale;Déjà;Là;${mail}`,
      'Mission locale;Zoé;Encore;zoe@ml.example',
      'Mission locale;Sans;Mail;',
      'Mission locale;www.pub.example;Spam;spam@ml.example',
    ].join('\n'),
    'referents',
  )
  expect((await taking.lines(id)).map(({ outcome, name }) => [outcome, name])).toEqual([
    ['new', 'Zoé Dupont'],
    ['same', 'Déjà Là'],
    ['duplicate', 'Zoé Encore'],
    ['refused', 'Sans Mail'],
    ['refused', null],
  ])
  expect(await rows('select from invitations')).toEqual([])
  expect(await countLines(taking.db, id)).toMatchObject({ new: 1 })
  expect(await inviteImported(id, taking.animator, { ...taking, db: taking.db, trackingKey })).toBe(1)
  expect(await inviteImported(id, taking.animator, { ...taking, db: taking.db, trackingKey })).toBe(0)
  expect(await rows('select name, email from invitations')).toEqual([{ name: 'Zoé Dupont', email: 'zoe@ml.example' }])
  expect(await rows(`select from outbox where mail = 'invitation'`)).toHaveLength(1)
  await undoImport(id, taking.animator, taking)
  await runImports(taking)
  expect(await read(id)).toMatchObject({ state: 'applied', failure: 'depended-on', failureLines: [1] })
})
