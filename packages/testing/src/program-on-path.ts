import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The first program of these names in the first folder of this PATH that has one; undefined when none has. */
export const programOnPath = (names: readonly string[], path: string | undefined): string | undefined =>
  (path ?? '')
    .split(delimiter)
    .flatMap((folder) => (folder === '' ? [] : names.map((name) => join(folder, name))))
    .find(isExecutable)
