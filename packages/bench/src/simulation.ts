import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Line } from './figure.ts'

/** Plays some years on one core, as `npm run simulate` does, and reads the rate that it prints. */
export const measureSimulation = async ({ seeds, requests }: { seeds: number; requests: number }): Promise<Line[]> => {
  const main = fileURLToPath(new URL('../../simulator/src/main.ts', import.meta.url))
  const sizes = ['--seeds', String(seeds), '--requests', String(requests), '--cores', '1']
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', main, ...sizes])
  const [, counted] = /(\d+) counted as requests × days/.exec(stdout) ?? []
  const [, lived] = /(\d+) referral-days lived a second/.exec(stdout) ?? []
  return [
    {
      what: 'simulated year, referral-days a second of one core, as requests × days',
      ours: Number(counted),
      limit: 100_000,
      unit: '/s',
      good: 'at least',
      isTime: false,
      told: `${lived} a second counted only while a request lives`,
    },
  ]
}
