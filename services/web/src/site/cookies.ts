import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Safe } from './safe.ts'

/** `__Host-`: for this host alone, over TLS (or this very machine), never read by a script. */
export const cookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const

/** What browsers keep of one cookie, in bytes, less its name and attributes. */
const longest = 3800
/** Enough for the longest request somebody can write; proxies take 8 kB of cookies. */
const pieces = 2

/** A sealed value in the visitor's browser, in as many cookies as it takes. */
export interface PrivateCookie<Value> {
  read(request: FastifyRequest): Promise<Value | undefined>
  /** The same, also for so many seconds after its end. */
  readLate(request: FastifyRequest, lateSeconds: number): Promise<Value | undefined>
  write(reply: FastifyReply, value: Value, seconds: number): Promise<void>
  /** Keeps what is there for so much longer. */
  renew(request: FastifyRequest, reply: FastifyReply, seconds: number): Promise<void>
  clear(reply: FastifyReply): void
}

const namesOf = (name: string): string[] =>
  Array.from({ length: pieces }, (_, place) => (place === 0 ? `__Host-${name}` : `__Host-${name}-${place + 1}`))

/**
 * A cookie that only we can read, gone when the browser closes. What comes back is read by `shape`: a cookie of an
 * earlier version of the site is the same as none.
 */
export const privateCookie = <Shape extends z.ZodType>(
  name: string,
  shape: Shape,
  safe: Safe,
): PrivateCookie<z.output<Shape>> => {
  const names = namesOf(name)
  const clear = (reply: FastifyReply): void => {
    for (const each of names) reply.clearCookie(each, cookieOptions)
  }
  const readLate = async (request: FastifyRequest, lateSeconds: number): Promise<z.output<Shape> | undefined> => {
    const sealed = names.map((each) => request.cookies[each] ?? '').join('')
    if (sealed === '') return undefined
    return shape.safeParse(await safe.open(name, sealed, lateSeconds)).data
  }
  const read = (request: FastifyRequest): Promise<z.output<Shape> | undefined> => readLate(request, 0)
  const write = async (reply: FastifyReply, value: z.output<Shape>, seconds: number): Promise<void> => {
    const sealed = await safe.seal(name, value, seconds)
    if (sealed.length > longest * pieces) throw new Error(`the cookie ${name} is too long: ${sealed.length}`)
    for (const [place, each] of names.entries()) {
      const piece = sealed.slice(place * longest, (place + 1) * longest)
      if (piece === '') reply.clearCookie(each, cookieOptions)
      else reply.setCookie(each, piece, cookieOptions)
    }
  }
  return {
    read,
    readLate,
    write,
    renew: async (request, reply, seconds) => {
      const kept = await read(request)
      if (kept !== undefined) await write(reply, kept, seconds)
    },
    clear,
  }
}
