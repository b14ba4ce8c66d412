import { sql } from 'drizzle-orm'
import type { Professional } from '@boussole/domain'
import type { Reader } from './database.ts'

/** By what a professional may narrow the inbox: the offers they answer for, and their themes. */
export interface InboxFilters {
  readonly offers: readonly { readonly id: string; readonly title: string }[]
  readonly themes: readonly { readonly code: string; readonly name: string }[]
}

/** A partner has a few offers; beyond these, searching is quicker than reading. */
const most = 40

/** The offers that somebody answers for as a referent, by title, and the themes of all of them. */
export const listInboxFilters = async (reader: Reader, { partnerIds }: Professional): Promise<InboxFilters> => {
  const { rows } = await reader.execute<{ id: string; title: string; code: string; name: string }>(sql`
    select offers.id, offers.title, themes.code, themes.name
    from offers join themes on themes.id = offers.theme_id
    where offers.partner_id = any(${sql.param(partnerIds)}::uuid[]) and offers.state <> 'draft'
      and (offers.state <> 'withdrawn' or exists (select from referrals where offer_id = offers.id))
    order by offers.title, offers.id limit ${most}`)
  const themes = new Map(rows.map(({ code, name }) => [code, name]))
  return {
    offers: rows.map(({ id, title }) => ({ id, title })),
    themes: [...themes].map(([code, name]) => ({ code, name })),
  }
}
