/** What `npm start` is asked to do. */
export interface Arguments {
  /** Forget the data of this machine first. */
  readonly reset: boolean
  /** Play one request from its sending to its end, then stop. */
  readonly story: boolean
  readonly help: boolean
}

export const usage = `Usage: npm start [-- option…]

  (nothing)   start Boussole on this machine; Ctrl-C stops it, its data are kept
  --reset     forget the data first, start afresh
  --story     play one request from its sending to its end, then stop
  --help      show this

Settings, from the environment:
  DATA_DIR    where the data are kept (.boussole)
  API_PORT, WORKER_PORT, SMTP_PORT, WEB_PORT   3001, 3002, 3025, 3000
  DATABASE_URL, REDIS_URL   servers of your own, instead of the ones started here`

/** Reads the command line; undefined when a word of it is not known. */
export const readArguments = (words: readonly string[]): Arguments | undefined =>
  words.every((word) => ['--reset', '--story', '--help'].includes(word))
    ? { reset: words.includes('--reset'), story: words.includes('--story'), help: words.includes('--help') }
    : undefined
