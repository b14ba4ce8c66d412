import type { UserId } from './ids.ts'

/** Who acts. An animator may be territorial, regional or national: the perimeter is checked before the act. */
export type Actor =
  | { readonly kind: 'young-person' }
  | { readonly kind: 'referent'; readonly userId: UserId }
  | { readonly kind: 'animator'; readonly userId: UserId }
  | { readonly kind: 'clock' }

export type ActorKind = Actor['kind']
