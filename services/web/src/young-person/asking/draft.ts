import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { privateCookie } from '../../site/cookies.ts'
import type { Safe } from '../../site/safe.ts'
import { kioskSeconds } from '../../site/visit.tsx'
import type { Visit } from '../../site/visit.tsx'

const text = z.string().max(4000)

const draftShape = z.object({
  /** The request's idempotency key: however often this draft is sent, it is one request. */
  key: z.uuid(),
  commune: z.string(),
  theme: z.string(),
  /** Null: the young person does not know. Absent: not asked yet. */
  need: z.string().nullable().optional(),
  age: z.int().optional(),
  /** Question code → answer codes. */
  answers: z.record(z.string(), z.array(z.string())).default({}),
  offers: z.array(z.string()).optional(),
  contact: z
    .object({
      firstName: text,
      email: text,
      phone: text,
      prefers: z.string(),
      moments: text,
      message: text,
      redirect: z.boolean(),
    })
    .optional(),
})

/** A request being written: it lives in the visitor's browser alone, until it is sent. */
export type Draft = z.output<typeof draftShape>

export interface Drafts {
  /** The draft for this commune and theme; a new one when there is none, or one for something else. */
  of(request: FastifyRequest, about: { readonly commune: string; readonly theme: string }): Promise<Draft>
  save(reply: FastifyReply, visit: Visit, draft: Draft): Promise<void>
  renew(request: FastifyRequest, reply: FastifyReply, seconds: number): Promise<void>
  clear(reply: FastifyReply): void
}

/** A questionnaire may be left open for days. */
const draftSeconds = 7 * 24 * 3600

export const createDrafts = (safe: Safe): Drafts => {
  const cookie = privateCookie('demande', draftShape, safe)
  return {
    of: async (request, { commune, theme }) => {
      const known = await cookie.read(request)
      return known !== undefined && known.commune === commune && known.theme === theme
        ? known
        : { key: crypto.randomUUID(), commune, theme, answers: {} }
    },
    save: (reply, { kiosk }, draft) => cookie.write(reply, draft, kiosk ? kioskSeconds : draftSeconds),
    renew: (request, reply, seconds) => cookie.renew(request, reply, seconds),
    clear: (reply) => cookie.clear(reply),
  }
}
