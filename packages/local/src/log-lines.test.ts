import { expect, test } from 'vitest'
import { logLines } from './log-lines.ts'
import { openTerminal } from './terminal.ts'

const told = (...lines: object[]): string[] => {
  const written: string[] = []
  const log = logLines(openTerminal({ write: (words) => written.push(words) }, {}))
  for (const line of lines) log.write(JSON.stringify({ time: 0, level: 30, ...line }))
  // The hour depends on where this runs.
  return written.map((line) => line.replace(/^\d\d:\d\d:\d\d/, '10:02:14'))
}

test('a line of the log is a time, who speaks, what is said, and what it is about', () => {
  expect(told({ service: 'worker', msg: 'a mail came back', pid: 1, outbox: 'b1', code: 550 })).toEqual([
    '10:02:14  worker  a mail came back outbox=b1 code=550\n',
  ])
})

test('a request is told by its method, route, status and time, an address that does not exist without itself', () => {
  const answered = { service: 'api', msg: 'answered', method: 'POST', status: 201, ms: 12.5, reqId: 'r' }
  expect(told({ ...answered, route: '/api/v1/requests' }, { ...answered, method: 'GET', status: 404 })).toEqual([
    '10:02:14  api     POST /api/v1/requests 201 12.5 ms\n',
    '10:02:14  api     GET (no such address) 404 12.5 ms\n',
  ])
})

test('those who ask every second whether all is well are not told', () => {
  expect(told({ service: 'api', msg: 'answered', method: 'GET', route: '/health/ready', status: 200 })).toEqual([])
})

test('an error is told on one line with its kind, then where it happened', () => {
  const err = { type: 'TypeError', message: 'x is not\n  a function', stack: 'TypeError: x\n    at reach (a.ts:1)' }
  expect(told({ service: 'worker', level: 50, msg: 'a milestone could not be reached', err })).toEqual([
    '10:02:14  worker  a milestone could not be reached err=TypeError x is not a function\n',
    '        at reach (a.ts:1)\n',
  ])
})

test('a line that is not JSON is told as it is', () => {
  const written: string[] = []
  logLines(openTerminal({ write: (words) => written.push(words) }, {})).write('plain words')
  expect(written.join('')).toContain('plain words')
})
