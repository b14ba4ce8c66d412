import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isHeld, takeDataFolder } from './data-folder.ts'

const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'boussole-folder-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const take = (folder: string, { reset = false } = {}) => takeDataFolder(folder, { reset, needsSpace: true })

test('a folder is made when it is missing, held until it is released, then free for the next', async () => {
  const folder = join(temporaryFolder(), 'new', 'data')
  expect(await isHeld(folder)).toBe(false)
  const first = await take(folder)
  expect(await isHeld(folder)).toBe(true)
  await expect(take(folder)).rejects.toThrow('Another "npm start" is running')
  await first.release()
  expect(await isHeld(folder)).toBe(false)
  await (await take(folder)).release()
})

test('what a killed start left behind does not hold the folder', async () => {
  const folder = temporaryFolder()
  await (await take(folder)).release()
  writeFileSync(join(folder, 'running'), '')
  const next = await take(folder)
  expect(await isHeld(folder)).toBe(true)
  await next.release()
})

test('a folder of somebody else is left alone, even to be emptied', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'postgres'))
  await expect(take(folder, { reset: true })).rejects.toThrow('holds something else already')
  expect(readdirSync(folder)).toEqual(['postgres'])
})

test('a fresh start forgets the database and the mails, and nothing else of the folder', async () => {
  const folder = temporaryFolder()
  const first = await take(folder)
  for (const place of [first.postgres, first.mails]) mkdirSync(place)
  writeFileSync(join(folder, 'mine.txt'), 'kept')
  await first.release()
  const next = await take(folder, { reset: true })
  expect([existsSync(next.postgres), existsSync(next.mails), existsSync(join(folder, 'mine.txt'))]).toEqual([
    false,
    false,
    true,
  ])
  await next.release()
})

test('a file in the place of the folder is named', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await expect(take(file)).rejects.toThrow(`${file} is not a folder.`)
  await expect(take(join(file, 'inside'))).rejects.toThrow('is not a folder')
})

test('a path that the system cannot hold is refused', async () => {
  await expect(isHeld(join(temporaryFolder(), 'x'.repeat(120)))).rejects.toThrow('DATA_DIR is too long a path')
})
