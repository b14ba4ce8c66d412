import { sql } from 'drizzle-orm'
import type { NeedNamed, TopicTable } from '@boussole/contracts'
import type { Reader, Tx } from '../database.ts'

/** Which need each topic of data.inclusion is in this territory, as it said itself. */
export const readTopicTable = async (reader: Reader, territoryId: string): Promise<TopicTable> => {
  const { rows } = await reader.execute<{ topic: string; theme: string | null; need: string | null }>(sql`
    select topic, themes.code as theme, needs.code as need
    from import_topics left join needs on needs.id = need_id left join themes on themes.id = import_topics.theme_id
    where territory_id = ${territoryId} order by topic limit 1000`)
  return new Map(
    rows.map(({ topic, theme, need }) => [topic, theme === null || need === null ? null : { theme, need }] as const),
  )
}

/** A territory says which need topics are; null: none. A need that does not exist is taken for none. */
export const writeTopicTable = async (
  tx: Tx,
  territoryId: string,
  said: ReadonlyMap<string, NeedNamed | null>,
): Promise<void> => {
  if (said.size === 0) return
  const rows = [...said].map(([topic, named]) => ({ topic, theme: named?.theme ?? null, need: named?.need ?? null }))
  await tx.execute(sql`
    insert into import_topics (territory_id, topic, theme_id, need_id)
    select ${territoryId}, topic, needs.theme_id, needs.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as said (topic text, theme text, need text)
      left join themes on themes.code = said.theme left join needs on needs.theme_id = themes.id and needs.code = said.need
    on conflict (territory_id, topic) do update set theme_id = excluded.theme_id, need_id = excluded.need_id`)
}
