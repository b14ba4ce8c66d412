import { expect, test } from 'vitest'
import { z } from 'zod'
import * as contracts from './index.ts'

const shapes = Object.entries(contracts).flatMap(([name, value]) => {
  if (!(value instanceof z.ZodType)) return []
  const example: unknown = value.meta()?.['example']
  return example === undefined ? [] : [{ name, value, example }]
})

test('there are examples to read', () => {
  expect(shapes.length).toBeGreaterThan(10)
})

test.each(shapes)('the example of $name is one', ({ value, example }) => {
  expect(value.safeParse(example).error?.issues ?? []).toEqual([])
})
