import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { chromiumProgram, quickestChromium } from './chromium.ts'

test('the browser that was named is taken, else the first one on the PATH, else none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-path-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(chromiumProgram({ PATH: folder })).toBeUndefined()
  for (const name of ['google-chrome', 'chromium', 'chromium-headless-shell']) {
    writeFileSync(join(folder, name), '#!/bin/sh\n')
    chmodSync(join(folder, name), 0o755)
  }
  expect(chromiumProgram({ PATH: folder })).toBe(join(folder, 'chromium'))
  expect(quickestChromium({ PATH: folder })).toBe(join(folder, 'chromium-headless-shell'))
  expect(quickestChromium({ PATH: folder, CHROMIUM: '/opt/browser' })).toBe('/opt/browser')
  expect(chromiumProgram({ PATH: folder, CHROMIUM: '' })).toBe(join(folder, 'chromium'))
  expect(chromiumProgram({ PATH: folder, CHROMIUM: '/opt/browser' })).toBe('/opt/browser')
})
