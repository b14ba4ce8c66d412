import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

// A flame graph of what a node process did: who called whom from the top down, as wide as the processor it took. An SVG
// that needs nothing else, with every name in full when it is pointed at.

const profileShape = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
      children: z.array(z.number()).optional(),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})

interface Frame {
  readonly name: string
  readonly owner: string
  /** Microseconds, with all that it called. */
  micros: number
  readonly called: Map<string, Frame>
}

const width = 1200
const rowHeight = 17
/** Frames narrower than this, in pixels, are left out: nobody could see them. */
const narrowest = 1.5

/** The package whose code this is: ours by folder, others by name, `node` for what it brings, `V8` for what is nobody's. */
const ownerOf = (url: string): string => {
  const [, installed] = /node_modules\/\.pnpm\/[^/]+\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? []
  const [ours] = /(?:packages|services)\/[^/]+/.exec(url) ?? []
  return installed ?? ours ?? (url === '' ? 'V8' : 'node')
}

/** Callers and called as one tree, calls of the same function by the same caller together; what waits is left out. */
const treeOf = ({ nodes, samples, timeDeltas }: z.output<typeof profileShape>): Frame => {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const root: Frame = { name: 'all', owner: 'V8', micros: 0, called: new Map() }
  samples.forEach((id, place) => {
    const path = []
    for (let at: number | undefined = id; at !== undefined; at = callers.get(at)) path.unshift(byId.get(at))
    const micros = timeDeltas[place] ?? 0
    if (/^\((?:idle|program)\)$/.test(path.at(-1)?.callFrame.functionName ?? '')) return
    root.micros += micros
    let frame = root
    for (const node of path.slice(1)) {
      if (node === undefined) continue
      const { functionName, url, lineNumber } = node.callFrame
      const name = functionName === '' ? `${url.split('/').at(-1) ?? ''}:${lineNumber + 1}` : functionName
      const owner = ownerOf(url)
      const next = frame.called.get(`${owner} ${name}`) ?? { name, owner, micros: 0, called: new Map() }
      frame.called.set(`${owner} ${name}`, next)
      next.micros += micros
      frame = next
    }
  })
  return root
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Always the same colour for the same package. */
const colourOf = (owner: string): string => {
  const hue = Buffer.from(owner).reduce((sum, byte) => (sum * 31 + byte) % 360, 7)
  return `hsl(${hue} 60% ${owner.startsWith('packages/') || owner.startsWith('services/') ? 65 : 82}%)`
}

/** The flame graph of a `.cpuprofile`, as an SVG. Errors: it is none. */
const flameOf = (profile: string, title: string): string => {
  const root = treeOf(profileShape.parse(JSON.parse(profile)))
  const scale = width / Math.max(1, root.micros)
  const boxes: string[] = []
  let depth = 0
  const draw = (frame: Frame, left: number, row: number): void => {
    const wide = frame.micros * scale
    if (wide < narrowest) return
    depth = Math.max(depth, row)
    const share = ((frame.micros / root.micros) * 100).toFixed(1)
    const words = `${frame.name} · ${frame.owner}`
    const letters = Math.floor((wide - 6) / 6.2)
    const label =
      letters < 4 ? '' : `<text x="${(left + 3).toFixed(1)}" y="12">${escaped(words.slice(0, letters))}</text>`
    boxes.push(
      `<g transform="translate(0 ${30 + row * rowHeight})"><title>${escaped(words)}, ${share} %</title>` +
        `<rect x="${left.toFixed(1)}" width="${wide.toFixed(1)}" height="${rowHeight - 1}" fill="${colourOf(frame.owner)}"/>${label}</g>`,
    )
    let at = left
    for (const next of [...frame.called.values()].toSorted((a, b) => b.micros - a.micros)) {
      draw(next, at, row + 1)
      at += next.micros * scale
    }
  }
  draw(root, 0, 0)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${40 + (depth + 1) * rowHeight}" font-family="monospace" font-size="10">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="3" y="18" font-size="13">${escaped(title)}: ${Math.round(root.micros / 1000)} ms of processor</text>`,
    ...boxes,
    `</svg>\n`,
  ].join('\n')
}

/** Draws every `.cpuprofile` of a folder, an SVG beside each. */
export const drawFlames = async (folder: string, title: string): Promise<void> => {
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'))) {
    const profile = join(folder, file)
    await writeFile(profile.replace(/cpuprofile$/, 'svg'), flameOf(await readFile(profile, 'utf8'), title))
  }
}
