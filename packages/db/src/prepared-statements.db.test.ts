import { useDatabase } from '@boussole/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase, searchCommunes } from './index.ts'
import type { Database } from './index.ts'

const database = useDatabase()
let db: Database

beforeAll(() => {
  db = openDatabase({ url: database.url, connections: 1, applicationName: 'test', onError: () => undefined })
})
afterAll(() => closeDatabase(db))

const preparedTexts = async (): Promise<string[]> =>
  (await db.execute<{ statement: string }>(sql`select statement from pg_prepared_statements order by name`)).rows.map(
    ({ statement }) => statement,
  )

test('a statement is prepared when it is asked again, and answers as before', async () => {
  const twice = (number: number) => db.execute<{ twice: number }>(sql`select ${number}::int * 2 as twice`)
  for (const number of [1, 2, 3, 4, 5, 6, 7]) expect((await twice(number)).rows).toEqual([{ twice: number * 2 }])
  expect(await preparedTexts()).toEqual(['select $1::int * 2 as twice'])
})

test('a search for communes is planned with its words each time: a letter finds thousands, a name one', async () => {
  for (const words of ['s', 'lyon', 's', 'lyon']) await searchCommunes(db, { words, limit: 8 })
  expect((await preparedTexts()).filter((text) => text.includes('commune'))).toEqual([])
})

test('a statement whose table changes its shape is planned anew', async () => {
  await db.execute(sql`create table shapes (id integer)`)
  const read = () => db.execute(sql`select id from shapes where id = ${1}`)
  for (let time = 0; time < 3; time += 1) await read()
  await db.execute(sql`insert into shapes values (1)`)
  await db.execute(sql`alter table shapes add column words text`)
  expect((await read()).rows).toEqual([{ id: 1 }])
})

test('statements that are never the same again do not fill the connection', async () => {
  for (let number = 0; number < 1300; number += 1) {
    await db.execute(sql`select ${number}::int as ${sql.identifier(`n${number}`)}`)
  }
  expect((await preparedTexts()).length).toBeLessThan(10)
  const many = (number: number) => db.execute(sql`select ${number}::int as ${sql.identifier(`m${number}`)}`)
  for (let number = 0; number < 300; number += 1) {
    await many(number)
    await many(number)
  }
  expect((await preparedTexts()).length).toBe(200)
})
