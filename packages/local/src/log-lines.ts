import type { Terminal } from './terminal.ts'

/** What Pino adds to every line, and what a line about a request tells in its own way. */
const told = new Set(['level', 'time', 'pid', 'hostname', 'service', 'msg', 'reqId', 'method', 'route', 'status', 'ms'])

type Facts = Readonly<Record<string, unknown>>

const isFacts = (value: unknown): value is Facts => typeof value === 'object' && value !== null

const readLine = (line: string): Facts => {
  try {
    const read: unknown = JSON.parse(line)
    return isFacts(read) ? read : { msg: line }
  } catch {
    return { msg: line }
  }
}

const wordsOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (isFacts(value) && 'type' in value) {
    const parts = [value['type'], value['message'], value['code']].filter((part) => typeof part === 'string')
    return parts.join(' ').replaceAll(/\s+/g, ' ').slice(0, 300)
  }
  return JSON.stringify(value) ?? ''
}

const messageOf = ({ msg, method, route, status, ms }: Facts): string =>
  msg === 'answered' ? [method, route ?? '(no such address)', status, ms, 'ms'].map(wordsOf).join(' ') : wordsOf(msg)

const placesOf = ({ err }: Facts): string[] => {
  if (!isFacts(err)) return []
  const { frames, stack } = err
  const lines = Array.isArray(frames) ? frames.map(wordsOf) : wordsOf(stack).split('\n').slice(1)
  return lines.slice(0, 6).map((place) => `        ${place.trim()}`)
}

/** The time on this machine's wall, and who speaks: `10:02:14  worker  `. */
const beginning = (time: Date, who: string): string => `${time.toLocaleTimeString('fr-FR')}  ${who.padEnd(6)}  `

/**
 * Turns the services' lines of JSON (Pino) into short ones for a person: time, service, message. What is asked every few
 * seconds to know whether all is well is left out.
 */
export const logLines = (terminal: Terminal): { write: (line: string) => void } => ({
  write: (line) => {
    const facts = readLine(line)
    if (facts['msg'] === 'answered' && /^\/(health|metrics)/.test(wordsOf(facts['route']))) return
    const time = typeof facts['time'] === 'number' ? new Date(facts['time']) : new Date()
    const isBad = Number(facts['level']) >= 50
    const message = isBad ? terminal.red(messageOf(facts)) : messageOf(facts)
    const rest = Object.entries(facts)
      .filter(([name]) => !told.has(name))
      .map(([name, value]) => ` ${terminal.dim(`${name}=`)}${wordsOf(value)}`)
    terminal.line(`${terminal.dim(beginning(time, wordsOf(facts['service'])))}${message}${rest.join('')}`)
    if (isBad) for (const place of placesOf(facts)) terminal.line(terminal.dim(place))
  },
})

/** A line of our own among those of the services. */
export const say = (terminal: Terminal, who: string, words: string): void => {
  terminal.line(`${terminal.dim(beginning(new Date(), who))}${words}`)
}
