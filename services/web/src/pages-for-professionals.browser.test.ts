import { faultsOnEach, needsChromium, tourOfProfessionals, useSite } from '@boussole/testing'
import { describe, expect, test } from 'vitest'

describe('Every page and state for professionals', needsChromium(), () => {
  const site = useSite()

  test('axe finds nothing, in light and in dark; every sentence is in French; no word is cut off, in a narrow window and twice as large', async () => {
    const page = await site.visit()
    expect(await faultsOnEach(page, tourOfProfessionals(page), { onlyWords: false })).toEqual([])
  }, 900_000)
})
