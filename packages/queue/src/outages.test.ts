import { expect, test } from 'vitest'
import { watchOutages } from './outages.ts'

const outage = new Error('connect ECONNREFUSED')

const watch = () => {
  const told: string[] = []
  const outages = watchOutages((error, where) => told.push(`${where}: ${error.message}`))
  return { outages, told }
}

test('an outage is told once, however often the connections try again', () => {
  const { outages, told } = watch()
  outages.tell(outage, 'redis')
  outages.tell(outage, 'redis')
  expect(told).toEqual(['redis: connect ECONNREFUSED'])
})

test('an error that says something else is told', () => {
  const { outages, told } = watch()
  outages.tell(outage, 'redis')
  outages.tell(new Error('WRONGPASS'), 'redis')
  expect(told).toEqual(['redis: connect ECONNREFUSED', 'redis: WRONGPASS'])
})

test('an outage that follows a recovery is told again', () => {
  const { outages, told } = watch()
  outages.tell(outage, 'redis')
  outages.over()
  outages.tell(outage, 'redis')
  expect(told).toHaveLength(2)
})
