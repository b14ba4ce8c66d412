import type { FastifyPluginAsync } from 'fastify'
import type { Visits } from '../site/visit.tsx'
import { clockAndMailsRoutes } from './clock-and-mails.tsx'
import { componentsRoute } from './components-page.tsx'
import type { LocalMachine } from './machine.ts'

/** The pages under /local: only `packages/local` gives them to the site. */
export const localPages =
  (machine: LocalMachine) =>
  (visits: Visits): FastifyPluginAsync =>
  async (app) => {
    clockAndMailsRoutes(app, visits, machine)
    componentsRoute(app, visits)
  }
