import { freePort } from '@boussole/local'
import { startChild } from '../child.ts'
import { askingPlaces, fillDirectory } from '../directory.ts'
import type { Line } from '../figure.ts'
import { drawFlames } from '../flame.ts'
import type { Ground } from '../ground.ts'
import { cpuOfTree, postgresOf } from '../machine.ts'
import { costOf, inTurns } from '../slices.ts'
import type { Measured } from '../slices.ts'
import { openAsking } from './asking.ts'
import { statementOf, writeOnce } from './raw-writes.ts'

const connections = 8

/** The settings of the service as in production, in a process of its own, behind a proxy on the same machine. */
export const startApi = async (databaseUrl: string, args: readonly string[] = []) => {
  const port = await freePort()
  const child = await startChild(new URL('../../../../services/api/src/main.ts', import.meta.url), {
    ready: '"ready"',
    args,
    env: {
      DATABASE_URL: databaseUrl,
      DATABASE_CONNECTIONS: String(connections),
      API_PORT: String(port),
      TRUST_PROXY: '127.0.0.1',
    },
  })
  return { ...child, port }
}

const startKnexServer = async (databaseUrl: string) => {
  const port = await freePort()
  const child = await startChild(new URL('./knex-server.ts', import.meta.url), {
    ready: '"ready"',
    env: { DATABASE_URL: databaseUrl, DATABASE_CONNECTIONS: String(connections), PORT: String(port) },
  })
  return { ...child, port }
}

export interface IntakeSizes {
  readonly offers: number
  readonly rounds: number
  readonly sliceMs: number
  readonly most: number
  readonly warmUp: number
  /** A folder for the processor profile of the service, and its flame graph. */
  readonly profile?: string | undefined
}

/** What the three sides cost, in turns on one database. */
export const measureIntake = async (
  ground: Ground,
  sizes: IntakeSizes,
): Promise<Record<'ours' | 'raw' | 'knex', Measured>> => {
  await fillDirectory(ground.pool, sizes.offers)
  const places = await askingPlaces(ground.pool, 500)
  const postgres = await postgresOf(ground.pool)
  const ofPostgres = () => (postgres === null ? null : cpuOfTree(postgres))
  const profiled = sizes.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${sizes.profile}`]
  const api = await startApi(ground.url, profiled)
  const knex = await startKnexServer(ground.url)
  const ours = await openAsking(api.port, { path: '/api/v1/requests', places, lanes: connections })
  const theirs = await openAsking(knex.port, { path: '/requests', places, lanes: connections })
  try {
    await ours.ask()
    const { rows } = await ground.pool.query<{ id: string }>('select id from requests')
    const statement = await statementOf(ground.pool, rows[0]?.id ?? '')
    const measured = await inTurns(
      {
        raw: {
          operate: () => writeOnce(ground.pool, statement),
          cpu: async () => {
            const { user, system } = process.cpuUsage()
            return { node: user + system, postgres: ofPostgres() }
          },
        },
        ours: { operate: ours.ask, cpu: async () => ({ node: await api.cpu(), postgres: ofPostgres() }) },
        knex: { operate: theirs.ask, cpu: async () => ({ node: await knex.cpu(), postgres: ofPostgres() }) },
      },
      { ...sizes, lanes: connections },
    )
    return { ours: measured('ours'), raw: measured('raw'), knex: measured('knex') }
  } finally {
    ours.close()
    theirs.close()
    await api.stop()
    await knex.stop()
    if (sizes.profile !== undefined)
      await drawFlames(sizes.profile, 'POST /requests, the api from its start to its end')
  }
}

/** Intake through the real service's sockets beside its limit and its plain equivalent. */
export const intakeLines = ({ ours, raw, knex }: Awaited<ReturnType<typeof measureIntake>>): Line[] => [
  {
    what: 'POST /requests, rate, beside half of the same writes as one prepared statement',
    ours: ours.perSecond,
    limit: raw.perSecond / 2,
    unit: '/s',
    good: 'at least',
    isTime: true,
    told: `${(ours.perSecond / raw.perSecond).toFixed(2)} of the bare writes`,
  },
  {
    what: 'POST /requests, processor, beside 0.4 of a plain Express and Knex service',
    ours: ours.cpuMicros,
    limit: knex.cpuMicros * 0.4,
    unit: 'µs',
    good: 'at most',
    isTime: false,
    told: `${(ours.cpuMicros / knex.cpuMicros).toFixed(2)} of Express and Knex`,
  },
  { what: 'ours', told: costOf(ours) },
  { what: 'the bare writes', told: costOf(raw) },
  { what: 'Express and Knex', told: costOf(knex) },
]
