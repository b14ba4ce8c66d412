import { expect, test } from 'vitest'
import { BrokenFile, jsonElements } from './json-elements.ts'

async function* inPieces(text: string, length: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length)
}

const read = async (text: string, length = 3): Promise<unknown[]> => {
  const found: unknown[] = []
  for await (const element of jsonElements(inPieces(text, length))) found.push(element)
  return found
}

test.each([
  ['[]', []],
  ['[ ]', []],
  ['[1, "a", null]', [1, 'a', null]],
  [String.raw`[{"a": "]\"},{[", "b": [1, [2]]}, {"c": {}}]`, [{ a: ']"},{[', b: [1, [2]] }, { c: {} }]],
  [String.raw`[{"a": "\\"}, {"b": 1}]`, [{ a: '\\' }, { b: 1 }]],
  ['{"total": 2, "items": [{"a": 1}, {"a": 2}], "next": [3]}', [{ a: 1 }, { a: 2 }]],
])('the elements of %s are read wherever it is cut', async (text, elements) => {
  for (const length of [1, 2, 3, 7, 1000]) expect(await read(text, length)).toEqual(elements)
})

test.each(['[{"a": 1}', '[{"a": 1', '[{"a": }]', '{"a": 1}', '[{"a": "\n"}]', ''])('%j is broken', async (text) => {
  await expect(read(text)).rejects.toBeInstanceOf(BrokenFile)
})

test('an element that never ends is not kept for ever', async () => {
  await expect(read(`[{"a": "${'x'.repeat(1_000_000)}"}]`, 65_536)).rejects.toBeInstanceOf(BrokenFile)
})
