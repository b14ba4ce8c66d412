import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'

// The runner works on the tree it stands in. Here that is a tree of its own, with the real runner, an installer that
// is told when to end, and small programs in the place of the tools and of `npm start`.

const root = resolve(import.meta.dirname, '..')
let tree = ''

const put = async (file: string, text: string) => {
  await mkdir(dirname(join(tree, file)), { recursive: true })
  await writeFile(join(tree, file), text)
  await chmod(join(tree, file), 0o755)
}

const read = (file: string) => readFile(join(tree, file), 'utf8').catch(() => '')

const until = async (isSo: () => boolean | Promise<boolean>) => {
  for (let tries = 0; tries < 2500; tries += 1) {
    if (await isSo()) return
    await wait(10)
  }
  throw new Error('it never came')
}

const begin = (...args: readonly string[]) => {
  const runner = spawn(process.execPath, [join(tree, 'scripts', 'run.mjs'), ...args], {
    env: { ...process.env, PATH: `${join(tree, 'bin')}:${process.env['PATH']}`, npm_config_yes: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  runner.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  runner.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return {
    said: () => said,
    says: (words: string) => until(() => said.includes(words)),
    signal: (name: NodeJS.Signals) => runner.kill(name),
    end: once(runner, 'close').then(([code]: unknown[]) => ({ code, said })),
  }
}

const runToTheEnd = (...args: readonly string[]) => begin(...args).end

const installs = async () => (await read('installs')).split('\n').filter((line) => line !== '').length

beforeEach(async () => {
  tree = await mkdtemp(join(tmpdir(), 'boussole-run-'))
  await cp(join(root, 'scripts'), join(tree, 'scripts'), { recursive: true, filter: (file) => !file.endsWith('.ts') })
  await put('package.json', '{ "engines": { "node": ">=20.19" } }')
  await put('pnpm-lock.yaml', 'one')
  await put('pnpm-workspace.yaml', '')
  // The installer: writes down that it was called, then waits for the file `go` and ends as that file says.
  await put(
    'bin/npx',
    '#!/bin/sh\necho "$@ yes=$npm_config_yes" >> installs\nwhile ! [ -e go ]; do sleep 0.05; done\nexit $(cat go)',
  )
  await put('go', '0')
  for (const tool of ['oxfmt', 'oxlint', 'tsc', 'knip', 'vitest']) {
    await put(
      `node_modules/.bin/${tool}`,
      `#!/bin/sh\necho "${tool} says: $@"\nexit $(cat ${tool}.code 2>/dev/null || echo 0)`,
    )
  }
  await symlink(join(root, 'node_modules', 'tsx'), join(tree, 'node_modules', 'tsx'))
  await put(
    'packages/local/src/start.ts',
    `const args: string[] = process.argv.slice(2)
     for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
       process.on(signal, () => { console.log('got ' + signal); if (args[0] === 'wait') process.exit(7) })
     }
     console.log('started with ' + args.join(' '))
     if (args[0] === 'wait') setInterval(() => {}, 1000)
     if (args[0] === 'die') process.kill(process.pid, 'SIGKILL')
     if (args[0] === 'fail') process.exitCode = 3`,
  )
})

afterEach(() => rm(tree, { recursive: true }))

test('the first run installs what the lockfile asks for, the second has nothing to install', async () => {
  expect(await runToTheEnd('start', 'now', '--story')).toMatchObject({
    code: 0,
    said: expect.stringContaining('started with now --story'),
  })
  expect(await read('installs')).toMatch(/^--yes .*pnpm@[\d.]+ install --frozen-lockfile .* yes=$/m)
  await runToTheEnd('start', 'now')
  expect(await installs()).toBe(1)
})

test('another lockfile is installed', async () => {
  await runToTheEnd('start', 'now')
  await put('pnpm-lock.yaml', 'two')
  await runToTheEnd('start', 'now')
  expect(await installs()).toBe(2)
})

test('two commands at the same time install once', async () => {
  await rm(join(tree, 'go'))
  const both = [begin('start', 'one'), begin('start', 'two')]
  await until(() => both.some((command) => command.said().includes('waiting for it')))
  await put('go', '0')
  const ends = await Promise.all(both.map((command) => command.end))
  expect(ends.map(({ code }) => code)).toEqual([0, 0])
  expect(ends.map(({ said }) => said).join()).toMatch(/started with (one|two)[^]*started with (one|two)/)
  expect(await installs()).toBe(1)
  await expect(access(join(tree, '.boussole', 'installing'))).rejects.toThrow('ENOENT')
})

test('an install that fails says why in two languages, starts nothing, and is done again by the next run', async () => {
  await put('go', '9')
  const { code, said } = await runToTheEnd('start', 'now')
  expect(code).toBe(9)
  expect(said).toMatch(/Vérifiez le réseau[^]*Check the network/)
  expect(said).not.toContain('started with')
  await put('go', '0')
  expect(await runToTheEnd('start', 'now')).toMatchObject({ code: 0 })
  expect(await installs()).toBe(2)
})

test('an install stopped half-way is done again by the next run', async () => {
  await rm(join(tree, 'go'))
  const first = begin('start', 'now')
  await until(async () => (await installs()) === 1)
  first.signal('SIGTERM')
  expect(await first.end).toMatchObject({ code: 143, said: expect.not.stringContaining('started with') })
  await put('go', '0')
  expect(await runToTheEnd('start', 'now')).toMatchObject({ code: 0 })
  expect(await installs()).toBe(2)
})

test('when only the runner is killed, the next one waits for the install that goes on without it', async () => {
  await rm(join(tree, 'go'))
  const first = begin('start', 'now')
  await until(async () => (await installs()) === 1)
  first.signal('SIGKILL')
  const second = begin('start', 'now')
  await second.says('waiting for it')
  expect(await installs()).toBe(1)
  await put('go', '0')
  expect(await second.end).toMatchObject({ code: 0 })
  await first.end
})

test.each([
  ['SIGTERM', 7],
  ['SIGHUP', 7],
  ['SIGINT', 7],
] as const)('%s reaches what was started once, and its exit code comes back', async (signal, code) => {
  const runner = begin('start', 'wait')
  await runner.says('started with')
  runner.signal(signal)
  const end = await runner.end
  expect(end.code).toBe(code)
  expect(end.said.split(`got ${signal}`)).toHaveLength(2)
})

test.each([
  ['fail', 3],
  ['die', 137],
] as const)('a start that says "%s" ends with code %i', async (argument, code) => {
  expect(await runToTheEnd('start', argument)).toMatchObject({ code })
})

test('a step of the check that fails hides no other, and the tests come last', async () => {
  await put('oxfmt.code', '1')
  await put('tsc.code', '2')
  const { code, said } = await runToTheEnd('test')
  expect(code).toBe(1)
  expect(said).toMatch(/format: FAILED[^]*lint: passed[^]*types: FAILED[^]*unused: passed[^]*FAILED \(format, types\)/)
  expect(said.trimEnd().split('\n').at(-1)).toBe('vitest says: run')
})

test('tests that fail fail the command when the check passed', async () => {
  await put('vitest.code', '4')
  expect(await runToTheEnd('test')).toMatchObject({ code: 4, said: expect.stringContaining('Check: all passed.') })
})

test('tests chosen by an argument run without the check', async () => {
  const { code, said } = await runToTheEnd('test', 'packages/domain')
  expect(code).toBe(0)
  expect(said).toContain('vitest says: run packages/domain')
  expect(said).not.toContain('Check')
})

test('a Node that is too old is told so in two languages, before anything is installed', async () => {
  await put('package.json', '{ "engines": { "node": ">=99.1" } }')
  const { code, said } = await runToTheEnd('start')
  expect(code).toBe(1)
  expect(said).toMatch(/a besoin de Node 99\.1[^]*needs Node 99\.1/)
  expect(await installs()).toBe(0)
})

test('an unknown job is answered with the list of those that exist', async () => {
  expect(await runToTheEnd('toString')).toMatchObject({ code: 2, said: expect.stringContaining('start, test, check') })
})
