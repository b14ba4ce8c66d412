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
  const themes = await findThemes(db, '42218')
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

test.each([
  ['of no territory', '42001'],
  ['whose territory is not open yet', '42187'],
])('a commune %s has no theme', async (_, code) => {
  expect(await findThemes(db, code)).toEqual([])
})

test.each(['42999', 'Roanne', '', '42\0'])('a commune that does not exist is not found: %j', async (code) => {
  expect(await findThemes(db, code)).toBeUndefined()
})
