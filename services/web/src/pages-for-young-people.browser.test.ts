import { faultsOnEach, needsChromium, tourOf, useSite } from '@boussole/testing'
import { describe, expect, test } from 'vitest'

describe('Every page and state for young people', needsChromium(), () => {
  const site = useSite()

  test('axe finds nothing, in light and in dark; every sentence is in French; no word is cut off, in a narrow window and twice as large', async () => {
    const page = await site.visit()
    expect(await faultsOnEach(page, tourOf(page, 'fr'), { onlyWords: false })).toEqual([])
  }, 900_000)
})
