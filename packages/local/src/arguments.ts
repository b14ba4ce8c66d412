/** What `npm start` is asked to do. */
export interface Arguments {
  /** Forget the data of this machine first. */
  readonly reset: boolean
  /** Play one request from its sending to its end, then stop. */
  readonly story: boolean
  /** Play a year of activity first, in an empty folder; then start as always. */
  readonly year: boolean
  readonly help: boolean
}

export const usage = `Usage: npm start [-- option…]

  (nothing)   start Boussole on this machine; Ctrl-C stops it, its data are kept
  --reset     forget the data first, start afresh
  --year      play a year of activity first, so that every figure has something to show: some minutes, in an empty folder
  --story     play one request from its sending to its end, then stop
  --help      show this

Settings, from the environment:
  DATA_DIR    where the data are kept (.boussole)
  API_PORT, WORKER_PORT, SMTP_PORT, WEB_PORT   3001, 3002, 3025, 3000
  YEAR_DAYS   how many days before now --year begins (365)
  DATABASE_URL, REDIS_URL   servers of your own, instead of the ones started here`

/** Reads the command line; undefined when a word of it is not known. */
export const readArguments = (words: readonly string[]): Arguments | undefined =>
  words.every((word) => ['--reset', '--story', '--year', '--help'].includes(word)) &&
  !(words.includes('--story') && words.includes('--year'))
    ? {
        reset: words.includes('--reset'),
        story: words.includes('--story'),
        year: words.includes('--year'),
        help: words.includes('--help'),
      }
    : undefined
