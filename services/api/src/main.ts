import { serve } from '@boussole/http'
import { buildApi } from './build-api.ts'
import { readConfig } from './config.ts'

const config = readConfig(process.env)
await serve({ service: 'api', ...config }, ({ db, logger }) => buildApi({ config, db, logger }))
