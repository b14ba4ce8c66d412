import { readRolesGiven } from '@boussole/commands'
import { findProfessional } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { UserId } from '@boussole/domain'
import { demoId } from '@boussole/local'
import { expect, test } from 'vitest'
import { useDemoSite } from '../demo-site.ts'
import { countBaskets } from './baskets.ts'

const demo = useDemoSite()

const regional = async () => {
  const found = await findProfessional(demo.site.db, asId<UserId>(demoId('user', 'sylvie-grangeon')))
  if (found === undefined) throw new Error('the demo has no such person')
  return found
}

/** How many statements are sent while this is read, each on a connection taken for it. */
const statementsOf = async (read: () => Promise<unknown>): Promise<number> => {
  let statements = 0
  const count = () => {
    statements += 1
  }
  demo.site.db.$client.on('acquire', count)
  await read()
  demo.site.db.$client.off('acquire', count)
  return statements
}

test('what several baskets of the day are counted from is asked once', async () => {
  const professional = await regional()
  const baskets = await countBaskets(demo.site.db, professional)
  const inOneList = (path: string) =>
    baskets.filter((basket) => basket.path.startsWith(path) && basket.path !== `${path}/adresses`)
  const [agreements, upkeep] = [inOneList('/animation/conventions'), inOneList('/animation/entretien')]
  expect([agreements.length, upkeep.length]).toEqual([3, 4])
  expect(agreements.some(({ waiting }) => waiting > 0)).toBe(true)
  expect(await statementsOf(() => countBaskets(demo.site.db, professional))).toBe(baskets.length - 2 - 3)
})

test('what somebody watches is read once to know to which roles they may invite', async () => {
  const professional = await regional()
  expect(await readRolesGiven(professional, demo.site.db)).toEqual(['animator', 'observer'])
  expect(await statementsOf(() => readRolesGiven(professional, demo.site.db))).toBe(1)
})
