import { describe, expect, test } from 'vitest'
import { faultAnswers, problemOf, problemShape } from './problems.ts'
import { refusalAnswers } from './refusals.ts'

const answers = Object.entries({ ...refusalAnswers, ...faultAnswers })

describe('every refusal says in French what the person can do now', () => {
  test.each(answers)('%s', (_, { status, title, detail }) => {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(title.length).toBeLessThan(60)
    expect(title).not.toMatch(/[.!]$/)
    expect(detail).toMatch(/^[A-ZÀÉ].*[.!)]$/)
    expect(detail).not.toMatch(/['"]/)
  })

  test('and only bugs and overload are the platform’s fault', () => {
    expect(answers.filter(([, { status }]) => status >= 500).map(([code]) => code)).toEqual(['overloaded', 'bug'])
  })
})

test('a problem has the shape that the documentation shows, with nothing empty in it', () => {
  expect(problemOf('under-age')).toStrictEqual({
    type: 'urn:boussole:problem:under-age',
    title: 'Pas avant 15 ans',
    status: 422,
    code: 'under-age',
    detail: refusalAnswers['under-age'].detail,
  })
  const full = problemOf('input-invalid', {
    errors: [{ path: 'age', message: 'Non.' }],
    about: { max: 3 },
    reference: 'r',
  })
  expect(problemShape.parse(full)).toStrictEqual(full)
})
