import { serve } from '@boussole/http'
import { buildWeb } from './build-web.ts'
import { readWebConfig } from './config.ts'

const config = readWebConfig(process.env)
await serve({ service: 'web', ...config }, ({ db, logger }) => buildWeb({ config, db, logger }))
