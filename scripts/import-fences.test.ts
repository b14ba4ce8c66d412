import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** One line of a file that the linter must refuse, and the rule that must say so. */
type Violation = readonly [file: string, line: string, rule?: string]

const refused: readonly Violation[] = [
  ['packages/domain/src/a.ts', "import { readFileSync } from 'node:fs'"],
  ['packages/domain/src/a.ts', "import { z } from 'zod'"],
  ['packages/domain/src/a.ts', "import type { Db } from '@boussole/db'"],
  ['packages/domain/src/a.ts', "export * from '@boussole/contracts'"],
  ['packages/domain/src/a.ts', "import { Db } from '../../db/src/index.ts'"],
  ['packages/domain/src/a.ts', 'export const a = () => new Date()', 'no-restricted-globals'],
  ['packages/domain/src/a.ts', 'export const a = () => Math.random()', 'no-restricted-properties'],
  ['packages/domain/src/a.ts', 'export const a = () => Temporal.Now.instant()', 'no-restricted-properties'],
  ['packages/contracts/src/a.ts', "import type { Db } from '@boussole/db'"],
  ['packages/contracts/src/a.ts', "import { fastify } from 'fastify'"],
  ['packages/db/src/a.ts', "import { openQueues } from '@boussole/queue'"],
  ['packages/db/src/a.ts', "import { fastify } from 'fastify'"],
  ['packages/db/src/a.ts', "import jwt from '@fastify/jwt'"],
  ['packages/db/src/a.ts', 'export const a = () => Date.now()', 'no-restricted-properties'],
  ['packages/commands/src/a.ts', "import { fastify } from 'fastify'"],
  ['packages/commands/src/a.ts', "import { Queue } from 'bullmq'"],
  ['packages/commands/src/a.ts', "import { createTransport } from 'nodemailer'"],
  ['packages/commands/src/a.ts', "import { h } from 'preact'"],
  ['packages/commands/src/a.ts', "import { jsx } from 'preact/jsx-runtime'"],
  ['packages/commands/src/a.ts', "import { openQueues } from '@boussole/queue'"],
  ['packages/commands/src/a.ts', "import { renderMail } from '@boussole/mail'"],
  ['packages/queue/src/a.ts', "import { open } from '@boussole/db'"],
  ['packages/queue/src/a.ts', "import { submitRequest } from '@boussole/commands'"],
  ['packages/mail/src/a.ts', "import { open } from '@boussole/db'"],
  ['packages/mail/src/a.ts', "import { dueAt } from '@boussole/domain'"],
  ['services/api/src/a.ts', "import { work } from '@boussole/worker'"],
  ['services/worker/src/a.ts', "import { build } from '@boussole/api'"],
  ['services/worker/src/a.ts', "import { build } from '../../api/src/index.ts'"],
  ['services/worker/src/a.ts', "import { Queue } from 'bullmq'"],
  ['services/worker/src/a.ts', "import { useDatabase } from '@boussole/testing'"],
  ['packages/commands/src/a.ts', "import { useDatabase } from '@boussole/testing'"],
  ['packages/commands/src/a.ts', "import { startCaughtMail } from '@boussole/local'"],
  ['packages/commands/src/a.ts', "import { open } from '@boussole/db/src/pool.ts'"],
  ['packages/commands/src/a.test.ts', "import { open } from '../../db/src/pool.ts'"],
  ['packages/commands/src/a.test.ts', "vi.mock('@boussole/db')", 'no-restricted-vi-methods'],
  ['packages/commands/src/a.ts', 'declare const query: PromiseLike<void>\nquery', 'no-floating-promises'],
  ['packages/commands/src/a.ts', 'export const a = (b: string | undefined) => b!', 'no-non-null-assertion'],
  ['packages/commands/src/a.ts', 'export const a = (b: any) => b', 'no-explicit-any'],
  ['packages/commands/src/a.ts', 'export const a = (b: unknown) => b as string', 'no-unsafe-type-assertion'],
  ['packages/commands/src/a.ts', "import { A } from './b.ts'\nexport type B = A", 'consistent-type-imports'],
]

const allowed: readonly Violation[] = [
  ['packages/domain/src/b.ts', "import { Temporal } from 'temporal-polyfill'"],
  ['packages/domain/src/b.ts', "import { Refusal } from './refusal.ts'"],
  ['packages/domain/src/deep/b.ts', "import { Refusal } from '../refusal.ts'"],
  ['packages/domain/src/b.test.ts', "import fc from 'fast-check'"],
  ['packages/contracts/src/b.ts', "import { dueAt } from '@boussole/domain'"],
  ['packages/db/src/b.ts', "import { jobShapes } from '@boussole/contracts'"],
  ['packages/db/src/b.ts', "import { sql } from 'drizzle-orm'"],
  ['packages/commands/src/b.ts', "import { open } from '@boussole/db'"],
  ['packages/commands/src/b.test.ts', "import { useDatabase } from '@boussole/testing'"],
  ['packages/queue/src/b.ts', "import { Queue } from 'bullmq'"],
  ['packages/mail/src/b.tsx', "import { h } from 'preact'"],
  ['services/worker/src/b.ts', "import { renderMail } from '@boussole/mail'"],
  ['services/worker/src/b.ts', "import { openQueues } from '@boussole/queue'"],
  ['packages/local/src/b.ts', "import { build } from '@boussole/api'"],
  ['packages/testing/src/b.ts', "import { startCaughtMail } from '@boussole/local'"],
]

/** A file of its own for each line, so that one refusal can be told from the next. */
const placed = (cases: readonly Violation[]) =>
  cases.map(([like, line, rule = 'no-restricted-imports'], n) => {
    const file = like.replace(/\/([ab])\./, `/$1-${n}.`)
    return [`${line.replaceAll('\n', '; ')} in ${like}`, rule, file, line] as const
  })

const lint = (folder: string) =>
  new Promise<string>((done) => {
    const bin = join(root, 'node_modules', '.bin')
    const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(bin, 'tsgolint') }
    const options = { cwd: folder, env, maxBuffer: 2 ** 24, timeout: 60_000 }
    // It ends with code 1, as it must: only what it says is looked at.
    execFile(join(bin, 'oxlint'), ['--format', 'unix', 'packages', 'services'], options, (_ended, stdout) =>
      done(stdout),
    )
  })

describe('The fences of the linter', () => {
  let folder = ''
  let said: readonly string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'boussole-fences-'))
    await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "noEmit": true } }')
    for (const [, , file, line] of [...placed(refused), ...placed(allowed)]) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), `${line}\n`)
    }
    said = (await lint(folder)).split('\n')
  }, 60_000)

  afterAll(() => rm(folder, { recursive: true }))

  const saidOf = (file: string, rule: string) =>
    said.filter((line) => line.includes(`${file}:`) && line.includes(`(${rule})`))

  test.each(placed(refused))('%s is refused by %s', (_title, rule, file) => {
    expect(saidOf(file, rule)).not.toEqual([])
  })

  test.each(placed(allowed))('%s is allowed', (_title, rule, file) => {
    expect(saidOf(file, rule)).toEqual([])
  })
})
