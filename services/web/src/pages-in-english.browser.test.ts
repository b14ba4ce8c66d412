import { faultsOnEach, needsChromium, tourOf, useSite } from '@boussole/testing'
import { describe, expect, test } from 'vitest'

// A site of its own: a tour leaves the platform days later, with a partner that did not answer.
describe('Every page and state for young people, in English', needsChromium(), () => {
  const site = useSite()

  test('every sentence is in English; no word is cut off, in a narrow window and twice as large', async () => {
    const page = await site.visit()
    expect(await faultsOnEach(page, tourOf(page, 'en'), { onlyWords: true })).toEqual([])
  }, 900_000)
})
