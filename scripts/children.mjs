import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Ends the run with sentences, never with a stack. */
export const giveUp = (code, ...lines) => {
  console.error(['', ...lines, ''].join('\n'))
  process.exit(code)
}

// A full disk, a folder that may not be written: what the system says is enough.
process.on('uncaughtException', (error) => giveUp(1, error.syscall === undefined ? error.stack : error.message))

// What npm tells its scripts about itself would be taken by pnpm and npx for settings of their own.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_(config|lifecycle|package|command|execpath|node_exec)/.test(name),
  ),
)

let child
let stoppedBy

const codeOf = (signal) => 128 + constants.signals[signal]

// At a terminal Ctrl-C reaches the child by itself: forwarding it would count twice. Without one nobody else does it.
const atTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY === true)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stoppedBy ??= signal
    if (signal !== 'SIGINT' || !atTerminal) child?.kill(signal)
  })
}

/** Between two steps: when a signal asked us to stop, nothing else is begun. */
export const stopIfAsked = () => {
  if (stoppedBy !== undefined) process.exit(codeOf(stoppedBy))
}

/** Runs a command in the foreground; its exit code, or 128 + n when a signal ended it, as a shell would say. */
export const run = (command, args, started = (_pid) => {}) =>
  new Promise((done) => {
    child = spawn(command, args, { cwd: root, env: environment, stdio: 'inherit' })
    child.on('spawn', () => started(child.pid))
    child.on('error', (error) => giveUp(127, `${command}: ${error.message}`))
    child.on('close', (code, signal) => {
      child = undefined
      done(signal === null ? code : codeOf(signal))
    })
  })

/** Runs a tool that is one of the installed packages. */
export const runTool = (name, ...args) => run(join(root, 'node_modules', '.bin', name), args)

/** Runs a TypeScript file of the repository. */
export const runFile = (file, args) => run(process.execPath, ['--import', 'tsx', file, ...args])
