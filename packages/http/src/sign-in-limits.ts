import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { clientAddress } from './client-address.ts'
import { Fault } from './fault.ts'
import { limitTogether } from './limit-together.ts'

/** The account named by a body; of a form's field that comes twice, the first, as the page reads it. */
const accountIn = (body: unknown): string => {
  const { email } = z.object({ email: z.union([z.string(), z.array(z.string())]) }).safeParse(body).data ?? {
    email: '',
  }
  const [first = ''] = [email].flat()
  return createHash('sha256').update(first.trim().toLowerCase()).digest('base64url')
}

/** Ten tries in five minutes for one account from one address; other accounts and addresses are not held up. */
const accountLimit = {
  max: 10,
  timeWindow: '5 minutes',
  hook: 'preHandler',
  errorResponseBuilder: () => new Fault('sign-in-locked'),
  keyGenerator: (request: FastifyRequest) => `${clientAddress(request)}/${accountIn(request.body)}`,
} as const

/**
 * A hundred tries in five minutes from one address, whatever the accounts: one password is not tried on everybody, and
 * verifying passwords, which is made to be slow, is not asked for without end.
 */
const addressLimit = { max: 100, timeWindow: '5 minutes' }

/** The options of a route where professionals sign in; its body names the account as `email`. */
export const limitSignIn = (app: FastifyInstance) => ({
  onRequest: limitTogether(app, addressLimit, 'sign-in-locked'),
  config: { rateLimit: accountLimit },
})
