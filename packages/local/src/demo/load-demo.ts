import type pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { demoId } from './demo-id.ts'
import { demoRows } from './demo-rows.ts'
import type { TableRows } from './demo-rows.ts'
import type { DemoTerritory } from './shapes.ts'
import { demoPassword } from './sign-ins.ts'
import { demoTerritories, demoThemes } from './territories.ts'

/**
 * Fills a database with the demo, after its migrations and reference data: the Loire and the north of La Réunion, their
 * partners, offers and professionals, all invented. Does nothing where the demo is already. One transaction of its own
 * on `client`; every date is counted from the platform's day. Errors: the reference data is missing (a foreign key).
 */
export const loadDemo = async (
  client: pg.ClientBase,
  { hashPassword }: { hashPassword: (password: string) => Promise<string> },
): Promise<void> => {
  const today = await dayOfFirstLoad(client)
  if (today === undefined) return
  const passwordHash = await hashPassword(demoPassword)
  const content = { themes: demoThemes, territories: demoTerritories, today, passwordHash }
  await client.query('begin')
  try {
    for (const tableRows of demoRows(content)) await insertRows(client, tableRows)
    for (const territory of demoTerritories) await insertCommunes(client, territory)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** The platform's day; undefined when the demo is already there. */
const dayOfFirstLoad = async (client: pg.ClientBase): Promise<Temporal.PlainDate | undefined> => {
  const { rows } = await client.query<{ today: string }>(
    `select (platform_now() at time zone 'Europe/Paris')::date::text as today
     where not exists (select from territories where id = any($1))`,
    [demoTerritories.map(({ slug }) => demoId('territory', slug))],
  )
  return rows[0] && Temporal.PlainDate.from(rows[0].today)
}

const insertRows = async (client: pg.ClientBase, { table, rows }: TableRows): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).join(', ')
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

const insertCommunes = async (client: pg.ClientBase, { slug, communesOf }: DemoTerritory): Promise<void> => {
  const [column, code] =
    'epci' in communesOf ? ['epci_code', communesOf.epci] : ['department_code', communesOf.department]
  await client.query(
    `insert into territory_communes (commune_code, territory_id) select code, $1 from communes where ${column} = $2`,
    [demoId('territory', slug), code],
  )
}
