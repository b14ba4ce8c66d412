import { themesOpen } from '@boussole/contracts'
import { givenTerritory, givenTheme, useDatabase } from '@boussole/testing'
import { beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { findThemes } from './themes.ts'

const database = useDatabase()
let db: Database

beforeAll(async () => {
  const { pool } = database
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
  const loire = await givenTerritory(pool)
  const lodging = await givenTheme(pool, loire, 'logement')
  await pool.query(`insert into needs (theme_id, code, name, position) values ($1, 'aide', 'Une aide', -1)`, [
    lodging.id,
  ])
  await pool.query(`update themes set position = 2 where id = $1`, [lodging.id])
  await givenTheme(pool, loire, 'sante')
  const later = await givenTerritory(pool, { communeCode: '42187', opensOn: '2999-01-01' })
  await givenTheme(pool, later, 'emploi')
  await pool.query(
    `insert into communes (code, name, department_code, region_code) values ('42001', 'Abo', '42', '84')`,
  )
  return () => closeDatabase(db)
})

test('the themes of a commune come in the order of their position, with needs, pages, questions and answers', async () => {
  const themes = await findThemes(db, '42218', 'fr')
  expect(themesOpen.parse({ items: themes, nextCursor: null, infoJeunes: null }).items).toEqual(themes)
  expect(themes?.map(({ code }) => code)).toEqual(['sante', 'logement'])
  expect(themes?.[1]).toEqual({
    code: 'logement',
    name: 'Thème logement',
    needs: [
      { code: 'aide', name: 'Une aide' },
      { code: 'trouver', name: 'Trouver : logement' },
    ],
    questionnaire: {
      pages: [
        {
          title: 'Ta situation',
          questions: [
            {
              code: 'statut',
              label: 'Que fais-tu ?',
              help: null,
              kind: 'one',
              answers: [
                { code: 'etudes', label: 'Des études' },
                { code: 'emploi', label: 'Un emploi' },
              ],
            },
          ],
        },
      ],
    },
  })
})

test('in English, each word that has an English one, and the others in French', async () => {
  const { pool } = database
  await pool.query(`update themes set name_en = 'Health' where code = 'sante'`)
  await pool.query(
    `update needs set name_en = 'Finding help' where theme_id = (select id from themes where code = 'sante')`,
  )
  await pool.query(`update questionnaire_pages set title_en = 'Your situation'`)
  await pool.query(`update questions set help = 'Une aide', help_en = 'Some help'`)
  await pool.query(`update answers set label_en = 'Studies' where code = 'etudes'`)
  const [health] = (await findThemes(db, '42218', 'en')) ?? []
  expect(health).toEqual({
    code: 'sante',
    name: 'Health',
    needs: [{ code: 'trouver', name: 'Finding help' }],
    questionnaire: {
      pages: [
        {
          title: 'Your situation',
          questions: [
            {
              code: 'statut',
              label: 'Que fais-tu ?',
              help: 'Some help',
              kind: 'one',
              answers: [
                { code: 'etudes', label: 'Studies' },
                { code: 'emploi', label: 'Un emploi' },
              ],
            },
          ],
        },
      ],
    },
  })
  expect((await findThemes(db, '42218', 'fr'))?.[0]?.name).toBe('Thème sante')
})

test.each([
  ['of no territory', '42001'],
  ['whose territory is not open yet', '42187'],
])('a commune %s has no theme', async (_, code) => {
  expect(await findThemes(db, code, 'fr')).toEqual([])
})

test.each(['42999', 'Roanne', '', '42\0'])('a commune that does not exist is not found: %j', async (code) => {
  expect(await findThemes(db, code, 'fr')).toBeUndefined()
})
