import { countDueWork } from '@boussole/db'
import type { Database } from '@boussole/db'
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'

/** What the worker counts. Labels hold codes only. */
export const createMetrics = (db: Database) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const milestones = new Counter({
    name: 'boussole_milestones_reached_total',
    help: 'Milestones reached by this worker',
    registers: [registry],
  })
  const mails = new Counter({
    name: 'boussole_mails_total',
    help: 'Mails handled by this worker, by result',
    labelNames: ['result'] as const,
    registers: [registry],
  })
  const reports = new Counter({
    name: 'boussole_delivery_reports_total',
    help: 'Messages at the address of undelivered mails, by what they were',
    labelNames: ['result'] as const,
    registers: [registry],
  })
  const violations = new Gauge({
    name: 'boussole_invariant_violations',
    help: 'Rows that break an invariant of the domain, at the last check',
    registers: [registry],
  })
  const due = new Gauge({
    name: 'boussole_due',
    help: 'Work that is due and not done: milestones, mails, and milestones that failed five times',
    labelNames: ['what'] as const,
    registers: [registry],
    collect: async () => {
      const counts = await countDueWork(db)
      for (const [what, count] of Object.entries(counts)) due.set({ what }, count)
    },
  })
  return { registry, milestones, mails, reports, violations }
}
