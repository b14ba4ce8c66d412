import { startServer } from './ground.ts'
import { fillDirectory, askingPlaces } from './directory.ts'
import { closeDatabase, findPlace, openDatabase, findCandidates } from '@boussole/db'
import { toldDatabase } from '@boussole/testing'
import { localDay } from '@boussole/domain'
const server = await startServer()
const ground = await server.ground('play')
await fillDirectory(ground.pool, Number(process.argv[2] ?? 5500))
const places = await askingPlaces(ground.pool, 50)
console.log(ground.url)
console.log(JSON.stringify(places.slice(0,5)))
const db = openDatabase({ url: ground.url, connections: 1, applicationName: 'bench', onError: () => undefined })
const [asked] = places
const place = await findPlace(db, { ...asked!, need: null })
const reach = { themeId: place!.themeId!, zoneCodes: place!.zoneCodes, age: 19, day: localDay(place!.now, place!.territory!.timeZone), timeZone: place!.territory!.timeZone }
const logged = toldDatabase(ground.pool, (text: string, values: unknown[]) => console.log(JSON.stringify({ text, values })))
console.log((await findCandidates(logged as never, reach)).length)
await closeDatabase(db)
setTimeout(async () => { await ground.leave(); await server.stop(); process.exit(0) }, 50 * 60_000)
