import { build } from 'esbuild'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

// `npm run build [-- <folder>]`: the services as plain JavaScript, as production runs them (decision 0045), in `build`,
// made anew, or in an empty folder of your own. The tree is that of the sources, each `.ts` a `.js`, beside the
// migrations; installed packages are linked, not copied.

const root = fileURLToPath(new URL('..', import.meta.url))
const services = ['services/api', 'services/web', 'services/worker']

const readPackage = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

/** The services and, through what they depend on, every package of ours that they run. */
const foldersToBuild = () => {
  const folders = new Set(services)
  for (const folder of folders) {
    for (const [name, version] of Object.entries(readPackage(folder).dependencies ?? {})) {
      if (version === 'workspace:*') folders.add(name.replace('@boussole/', 'packages/'))
    }
  }
  return [...folders]
}

const isSource = (file) => /\.tsx?$/.test(file)
const isTest = (file) => /\.test\.tsx?$/.test(file)
const asJavaScript = (file) => file.replace(/\.tsx?$/, '.js')

/** Each file stays a file of its own: what it imports is left to Node, under the name it has now. */
const importsByNewName = {
  name: 'imports-by-new-name',
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'entry-point' ? undefined : { external: true, path: path.startsWith('.') ? asJavaScript(path) : path },
    ),
}

/** One folder of ours, its sources as JavaScript; what lies beside them as it is. */
const buildFolder = async (folder, to) => {
  const files = readdirSync(join(root, folder, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  await build({
    entryPoints: files.filter((file) => isSource(file) && !isTest(file)),
    outbase: join(root, folder, 'src'),
    outdir: join(to, folder, 'src'),
    bundle: true,
    plugins: [importsByNewName],
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  })
  for (const file of files.filter((one) => !isSource(one))) cpSync(file, join(to, relative(root, file)))
  const { exports = {}, ...about } = readPackage(folder)
  const entries = Object.entries(exports).map(([name, file]) => [name, asJavaScript(file)])
  writeFileSync(join(to, folder, 'package.json'), JSON.stringify({ ...about, exports: Object.fromEntries(entries) }))
  // Links to the packages it depends on: ours lead to what is built here, the others into `node_modules` above.
  const installed = join(root, folder, 'node_modules')
  if (existsSync(installed))
    cpSync(installed, join(to, folder, 'node_modules'), { recursive: true, verbatimSymlinks: true })
}

const [given] = process.argv.slice(2)
const usual = join(root, 'build')
if (given === undefined) rmSync(usual, { recursive: true, force: true })
mkdirSync(given ?? usual, { recursive: true })
const to = realpathSync(given ?? usual)
if (readdirSync(to).length > 0) {
  console.error(`${to} is not empty.`)
  process.exit(1)
}
for (const folder of foldersToBuild()) await buildFolder(folder, to)
cpSync(join(root, 'migrations'), join(to, 'migrations'), { recursive: true })
symlinkSync(relative(to, join(root, 'node_modules')), join(to, 'node_modules'))
