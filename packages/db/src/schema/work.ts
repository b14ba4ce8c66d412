import { bigint, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { letterNames, mailNames, milestoneKinds } from '@boussole/domain'
import { instant } from './columns.ts'

export const milestones = pgTable('milestones', {
  id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  referralId: uuid('referral_id').notNull(),
  kind: text({ enum: milestoneKinds }).notNull(),
  occurrence: smallint().notNull(),
  dueAt: instant('due_at').notNull(),
  state: text({ enum: ['pending', 'done', 'superseded', 'cancelled'] })
    .notNull()
    .default('pending'),
  tryAt: instant('try_at').notNull(),
  attempts: smallint().notNull().default(0),
  failure: text(),
  reachedAt: instant('reached_at'),
})

export const journal = pgTable('journal', {
  id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  requestId: uuid('request_id').notNull(),
  referralId: uuid('referral_id'),
  version: integer(),
  at: instant().notNull(),
  actorKind: text('actor_kind', { enum: ['young-person', 'referent', 'animator', 'clock'] }).notNull(),
  actorId: uuid('actor_id'),
  event: jsonb().$type<{ kind: string }>().notNull(),
  fromState: text('from_state'),
  toState: text('to_state'),
})

export const outbox = pgTable('outbox', {
  id: uuid().primaryKey().defaultRandom(),
  mail: text({ enum: [...mailNames, ...letterNames] }).notNull(),
  requestId: uuid('request_id'),
  referralId: uuid('referral_id'),
  territoryId: uuid('territory_id'),
  recipientKind: text('recipient_kind', {
    enum: ['young-person', 'offer-contact', 'referent', 'user', 'invited'],
  }).notNull(),
  recipientId: uuid('recipient_id'),
  onceKey: text('once_key').notNull(),
  groupKey: text('group_key'),
  details: jsonb().$type<Record<string, string>>().notNull().default({}),
  createdAt: instant('created_at').notNull(),
  sendAfter: instant('send_after').notNull(),
  publishedUntil: instant('published_until'),
  publications: smallint().notNull().default(0),
  claimedUntil: instant('claimed_until'),
  claimedAt: instant('claimed_at'),
  attempts: smallint().notNull().default(0),
  failure: text(),
  state: text({ enum: ['waiting', 'sent', 'bounced', 'needless'] })
    .notNull()
    .default('waiting'),
  sentWith: uuid('sent_with'),
  doneAt: instant('done_at'),
})
