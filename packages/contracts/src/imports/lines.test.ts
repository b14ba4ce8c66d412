import { expect, test } from 'vitest'
import { cleanPartnerLine } from './lines.ts'

const faultsOf = (name: string) =>
  cleanPartnerLine((field) => (field === 'name' ? name : ''))
    .faults.filter(({ field }) => field === 'name')
    .map(({ code }) => code)

test.each(['=CMD()', '+1 rue du Forez', '@SUM(A1)'])('a formula is no name: %s', (name) => {
  expect(faultsOf(name)).toEqual(['name-formula'])
})

test.each(['Mission locale du Forez', 'L’Escale = un toit', '4x4 mobilité'])('a name is one: %s', (name) => {
  expect(faultsOf(name)).toEqual([])
})
