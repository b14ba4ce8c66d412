import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

/** A page of this part of the site, and nothing that a browser could read as another host. */
const ourPath = z
  .string()
  .max(300)
  .regex(/^\/(?:[\w-]+\/)*[\w-]*(?:\?[\w=&%+.-]*)?$/)

/** May a sign-in lead back to this page? */
export const isOurPath = (path: string): boolean => ourPath.safeParse(path).success

/** The page that asked for a sign-in; the inbox when there is none. */
export const wayBack = ({ query }: FastifyRequest): string =>
  z.object({ vers: ourPath }).safeParse(query).data?.vers ?? '/'

/** The address of a page of the sign-in that leads on to where one wanted to go. */
export const leadingTo = (path: string, goOn: string): string =>
  goOn === '/' ? path : `${path}?vers=${encodeURIComponent(goOn)}`
