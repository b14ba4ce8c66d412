import type { FastifyRequest } from 'fastify'
import { professionalFr } from './messages.fr.ts'

const words = professionalFr.browsers

// The first that fits: Edge and Opera call themselves Chrome as well, Chrome calls itself Safari.
const browsers = [
  [/Edg/, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

const devices = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/CrOS/, 'Chromebook'],
  [/Linux/, 'Linux'],
] as const

const nameIn = (agent: string, known: readonly (readonly [RegExp, string])[]): string | undefined =>
  known.find(([pattern]) => pattern.test(agent))?.[1]

/** The kind of browser that asks for a page, in plain words: enough to know one's own, too little to follow anybody. */
export const browserKindOf = ({ headers }: FastifyRequest): string => {
  const agent = headers['user-agent'] ?? ''
  return words.on(nameIn(agent, browsers) ?? words.unknown, nameIn(agent, devices))
}
