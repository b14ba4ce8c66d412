import { findProfessional, listOpenPlaces } from '@boussole/db'
import type { Database, OpenPlace } from '@boussole/db'
import { asId } from '@boussole/domain'
import type { HolidayZone, Professional, UserId } from '@boussole/domain'
import type { Pool } from 'pg'
import { Temporal } from 'temporal-polyfill'
import type { WorkPlace } from './habits.ts'

/** A referral as whoever plays its partner needs it. */
export interface Sent extends WorkPlace {
  readonly id: string
  readonly requestId: string
  readonly offerId: string
  readonly partnerId: string
  readonly territoryId: string
  readonly state: string
  readonly sentAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
}

/** What is played has people and places behind it: they are read as they are now. */
export interface People {
  /** Referrals in these states, the oldest first. */
  readonly referralsIn: (states: readonly string[]) => Promise<readonly Sent[]>
  /** Somebody who answers for this partner today; undefined when nobody does. */
  readonly referentOf: (partnerId: string) => Promise<Professional | undefined>
  readonly animatorOf: (territoryId: string) => Promise<Professional | undefined>
  /** Offers whose confirmation comes near, or that upkeep took down. */
  readonly offersToLookAt: () => Promise<
    readonly { id: string; partnerId: string; territoryId: string; isHeld: boolean }[]
  >
  /** Where young people live, the more of them the more often, with the themes open there. */
  readonly places: () => Promise<readonly OpenPlace[]>
}

interface SentRow {
  id: string
  request_id: string
  offer_id: string
  partner_id: string
  territory_id: string
  state: string
  sent_at: string
  due_at: string
  time_zone: string
  holiday_zone: HolidayZone
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

export const openPeople = (db: Database, pool: Pool): People => {
  const oneOf = async (question: string, value: string): Promise<Professional | undefined> => {
    const { rows } = await pool.query<{ id: string }>(question, [value])
    return rows[0] && findProfessional(db, asId<UserId>(rows[0].id))
  }
  return {
    referralsIn: async (states) => {
      const { rows } = await pool.query<SentRow>(
        `select referrals.id, request_id, offer_id, partner_id, territory_id, state, ${iso('sent_at')} as sent_at,
           ${iso('due_at')} as due_at, territories.time_zone, territories.holiday_zone
         from referrals join territories on territories.id = territory_id
         where state = any($1) and ended_at is null order by sent_at, referrals.id`,
        [states],
      )
      return rows.map((row) => ({
        id: row.id,
        requestId: row.request_id,
        offerId: row.offer_id,
        partnerId: row.partner_id,
        territoryId: row.territory_id,
        state: row.state,
        sentAt: Temporal.Instant.from(row.sent_at),
        dueAt: Temporal.Instant.from(row.due_at),
        timeZone: row.time_zone,
        holidayZone: row.holiday_zone,
      }))
    },
    referentOf: (partnerId) =>
      oneOf(
        `select users.id from referents join users on users.id = user_id and users.left_at is null
         where partner_id = $1 and referents.left_at is null order by users.id limit 1`,
        partnerId,
      ),
    animatorOf: (territoryId) =>
      oneOf(
        `select users.id from perimeters join users on users.id = user_id and users.left_at is null
         where perimeters.territory_id = $1 and role = 'animator' order by users.id limit 1`,
        territoryId,
      ),
    offersToLookAt: async () => {
      const { rows } = await pool.query<{ id: string; partner_id: string; territory_id: string; is_held: boolean }>(
        `select id, partner_id, territory_id, held_since is not null as is_held from offers
         where held_since is not null or to_confirm_since is not null
           or (state in ('active', 'suspended') and confirmed_at < platform_now() - interval '75 days') order by id`,
      )
      return rows.map((row) => ({
        id: row.id,
        partnerId: row.partner_id,
        territoryId: row.territory_id,
        isHeld: row.is_held,
      }))
    },
    places: () => listOpenPlaces(db),
  }
}
