import { expect, test } from 'vitest'
import { openTerminal } from './terminal.ts'

const listen = (isTTY: boolean, env: Record<string, string> = {}) => {
  const written: string[] = []
  const terminal = openTerminal({ write: (words) => written.push(words), isTTY }, env)
  return { terminal, said: () => written.join('') }
}

test('a step says what it does, then how long it took', async () => {
  const { terminal, said } = listen(false)
  const ending = terminal.step('PostgreSQL', () => {
    expect(said()).toBe('PostgreSQL …')
    return Promise.resolve('ready')
  })
  expect(await ending).toBe('ready')
  expect(said()).toMatch(/^PostgreSQL … \d+\.\d s\n$/)
})

test('who speaks during a step has a line of its own, and the step says its name again', async () => {
  const { terminal, said } = listen(false)
  await terminal.step('Services', async () => terminal.line('worker ready'))
  expect(said()).toMatch(/^Services …\nworker ready\nServices … \d+\.\d s\n$/)
})

test('a step that fails says no time', async () => {
  const { terminal, said } = listen(false)
  await expect(terminal.step('Tables', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  terminal.line('Boussole cannot start.')
  expect(said()).toBe('Tables …\nBoussole cannot start.\n')
})

test('colours are for terminals, and for those who want them', () => {
  expect(listen(true).terminal.bold('x')).toBe('\u001B[1mx\u001B[22m')
  expect(listen(false).terminal.bold('x')).toBe('x')
  expect(listen(true, { NO_COLOR: '1' }).terminal.bold('x')).toBe('x')
})
