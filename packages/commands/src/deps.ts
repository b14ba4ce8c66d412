import type { Database } from '@boussole/db'

/** What every command needs. */
export interface Deps {
  readonly db: Database
  /** Secret from which tracking tokens are derived; at least 32 characters. */
  readonly trackingKey: string
}
