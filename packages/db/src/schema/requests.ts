import { boolean, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { declineReasons, holidayZones, outcomes, referralStates, unresolvedCauses } from '@boussole/domain'
import { languages } from '@boussole/contracts'
import { hash, instant } from './columns.ts'

export const requests = pgTable('requests', {
  id: uuid().primaryKey().defaultRandom(),
  territoryId: uuid('territory_id').notNull(),
  communeCode: text('commune_code').notNull(),
  themeId: uuid('theme_id').notNull(),
  needId: uuid('need_id'),
  age: smallint().notNull(),
  answers: jsonb().$type<Record<string, string[]>>().notNull().default({}),
  language: text({ enum: languages }).notNull().default('fr'),
  firstName: text('first_name'),
  email: text(),
  phone: text(),
  prefers: text({ enum: ['email', 'phone', 'sms'] }),
  moments: text(),
  message: text(),
  consentTextVersion: text('consent_text_version').notNull(),
  consentRedirect: boolean('consent_redirect').notNull(),
  trackingTokenHash: hash('tracking_token_hash'),
  idempotencyHash: hash('idempotency_hash'),
  contentHash: hash('content_hash'),
  submittedAt: instant('submitted_at').notNull(),
  lastActAt: instant('last_act_at').notNull(),
  endedAt: instant('ended_at'),
  erasedAt: instant('erased_at'),
})

export const referrals = pgTable('referrals', {
  id: uuid().primaryKey().defaultRandom(),
  requestId: uuid('request_id').notNull(),
  territoryId: uuid('territory_id').notNull(),
  offerId: uuid('offer_id').notNull(),
  partnerId: uuid('partner_id').notNull(),
  chain: smallint().notNull(),
  link: smallint().notNull(),
  previousReferralId: uuid('previous_referral_id'),
  automatic: boolean().notNull().default(false),
  state: text({ enum: referralStates }).notNull(),
  sentAt: instant('sent_at').notNull(),
  windowDays: smallint('window_days').notNull(),
  counting: text({ enum: ['calendar', 'working'] }).notNull(),
  timeZone: text('time_zone').notNull(),
  holidayZone: text('holiday_zone', { enum: holidayZones }).notNull(),
  dueAt: instant('due_at').notNull(),
  extensions: smallint().notNull().default(0),
  graceUntil: instant('grace_until'),
  notifiedAt: instant('notified_at'),
  unreachableAt: instant('unreachable_at'),
  acceptedAt: instant('accepted_at'),
  contactedAt: instant('contacted_at'),
  attempts: smallint().notNull().default(0),
  lastAttemptAt: instant('last_attempt_at'),
  lateContactAt: instant('late_contact_at'),
  lapsedAt: instant('lapsed_at'),
  lapseBooked: boolean('lapse_booked'),
  declineReason: text('decline_reason', { enum: declineReasons }),
  outcome: text({ enum: outcomes }),
  unresolvedCause: text('unresolved_cause', { enum: unresolvedCauses }),
  referentId: uuid('referent_id'),
  ownerId: uuid('owner_id'),
  endedAt: instant('ended_at'),
  version: integer().notNull().default(1),
})

export const notes = pgTable('notes', {
  id: uuid().primaryKey().defaultRandom(),
  referralId: uuid('referral_id').notNull(),
  authorId: uuid('author_id'),
  words: text().notNull(),
  writtenAt: instant('written_at').notNull(),
  visibility: text({ enum: ['shared', 'private'] })
    .notNull()
    .default('shared'),
  partnerId: uuid('partner_id'),
})

export const feedbacks = pgTable('feedbacks', {
  referralId: uuid('referral_id').primaryKey(),
  contacted: boolean().notNull(),
  useful: boolean(),
  givenAt: instant('given_at').notNull(),
})
