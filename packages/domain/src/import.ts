/** What becomes of a file, from its first byte to its undoing. */
export const importStates = [
  'receiving',
  'received',
  'trying',
  'tried',
  'applying',
  'applied',
  'undoing',
  'undone',
  'dropped',
] as const
export type ImportState = (typeof importStates)[number]

/** What somebody may do with an import. */
export type ImportAct = 'try' | 'apply' | 'undo' | 'drop'

const from: Readonly<Record<ImportAct, readonly ImportState[]>> = {
  try: ['received', 'tried'],
  apply: ['tried'],
  undo: ['applied'],
  drop: ['received', 'tried'],
}

/** May this be done with an import in this state? One that is under way waits for its end. */
export const importMay = (act: ImportAct, state: ImportState): boolean => from[act].includes(state)

/** What a worker is doing, or is about to do, with an import. */
export type ImportWork = Extract<ImportState, 'trying' | 'applying' | 'undoing'>
export const isUnderWay = (state: ImportState): state is ImportWork =>
  state === 'trying' || state === 'applying' || state === 'undoing'

/** What a line of a file turned out to be. */
export const lineOutcomes = ['new', 'changed', 'same', 'incomplete', 'duplicate', 'refused'] as const
export type LineOutcome = (typeof lineOutcomes)[number]
