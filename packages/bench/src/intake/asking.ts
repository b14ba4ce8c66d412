import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AskingPlace } from '../directory.ts'
import { openConnection } from '../http-connection.ts'

const submitted = z.object({ id: z.string() })

/** An address of a client that nobody else has: the limits per client are kept, and not met. */
const newAddress = (): string => {
  const [a = 0, b = 0, c = 0] = randomBytes(3)
  return `10.${a}.${b}.${c}`
}

/** What one young person sends: the best offer for them, at one of the places. */
const bodyOf = ({ commune, theme }: AskingPlace): string =>
  JSON.stringify({
    commune,
    theme,
    need: null,
    age: 19,
    answers: { statut: ['etudes'] },
    offers: 'best',
    contact: {
      firstName: 'Camille',
      email: `camille-${randomUUID()}@jeune.example`,
      phone: '06 39 98 00 42',
      prefers: 'email',
      moments: 'Le matin',
      message: 'Je dors chez un ami jusqu’à la fin du mois.',
    },
    consents: { contact: true, redirect: true },
  })

/** Young people who ask a server one after the other, as many side by side as there are connections. Errors: one was refused. */
export const openAsking = async (
  port: number,
  { path, places, lanes }: { path: string; places: readonly AskingPlace[]; lanes: number },
) => {
  const opened = await Promise.all(Array.from({ length: lanes }, () => openConnection(port)))
  const free = [...opened]
  let asked = 0
  return {
    ask: async (): Promise<void> => {
      const idle = free.pop()
      const connection = idle?.isOpen() === false ? await openConnection(port) : idle
      if (connection !== undefined && connection !== idle) opened.push(connection)
      const place = places[(asked += 1) % places.length]
      if (connection === undefined || place === undefined) throw new Error('nobody can ask')
      const headers = { 'idempotency-key': randomUUID(), 'x-forwarded-for': newAddress() }
      const { status, body } = await connection.post(path, bodyOf(place), headers)
      free.push(connection)
      if (status !== 201) throw new Error(`a request was refused: ${status} ${body}`)
      submitted.parse(JSON.parse(body))
    },
    close: () => opened.forEach((connection) => connection.close()),
  }
}
