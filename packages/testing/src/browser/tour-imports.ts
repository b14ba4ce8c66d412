import type { Page } from 'playwright-core'
import { follow, send } from './asking.ts'
import { signIn } from './signing-in.ts'

const partners = `Nom de la structure;SIRET;Adresse complète;CP;Ville;Tél.;Courriel;Présentation
MAISON DES ADOS DU ROANNAIS;;12 RUE DE LA PAIX;42300;ROANNE CEDEX;465712000;ados@roanne.example;Écouter, orienter, accompagner.
Mission locale du Forez;;4 place des Marronniers;42600;Montbrison;04 65 71 10 00;accueil@nouvelle-adresse.example;
TEST ne pas utiliser;;;42000;Saint-Étienne;;;
Trop loin;;;69003;LYON 3;;;
Maison des ados du Roannais;;;42300;Roanne;;;
`

const services = JSON.stringify([
  {
    id: 'dora--12',
    source: 'dora',
    structure_id: 'dora--1',
    nom: 'Aide au permis',
    description: 'Un prêt et des conseils.',
    date_maj: '2026-01-01',
    thematiques: ['mobilite--preparer-un-permis', 'famille--soutien-aidants'],
  },
])

/** A file as a browser sends it. */
const sendFile = async (page: Page, kind: string, name: string, content: string): Promise<void> => {
  await page.goto('/pro/animation/imports/nouveau')
  await page.locator(`[name=contenu][value=${kind}]`).check()
  await page.locator('[name=fichier]').setInputFiles({
    name,
    mimeType: name.endsWith('json') ? 'application/json' : 'text/csv',
    buffer: Buffer.from(content),
  })
  await send(page)
}

/** The page asks again by itself until the worker has done its work. */
const worked = (page: Page, state: string): Promise<void> => page.locator('dd', { hasText: state }).first().waitFor()

/** An animator takes a file of partners over, and takes it back; and looks at what can be exported. */
export async function* imports(page: Page): AsyncGenerator<string> {
  await signIn(page, 'marion.delcasse@info-jeunes-loire.example')
  await page.goto('/pro/animation/imports')
  yield 'pro-imports'
  await page.goto('/pro/animation/imports/nouveau')
  yield 'pro-import-new'
  await send(page)
  yield 'pro-import-new-missing'
  await sendFile(page, 'partners', 'structures-2026.csv', partners)
  yield 'pro-import-columns'
  await page.locator('[name=colonne-0]').selectOption('')
  await send(page)
  yield 'pro-import-columns-missing'
  await page.locator('[name=colonne-0]').selectOption('name')
  await send(page)
  await worked(page, 'Essayé')
  yield 'pro-import-tried'
  const here = page.url()
  await page.goto(`${here}?lignes=refused`)
  yield 'pro-import-refused'
  await page.goto(`${here}/application`)
  yield 'pro-import-apply'
  await send(page)
  yield 'pro-import-apply-missing'
  await page.locator('[name=sans-refus]').check()
  await send(page)
  await worked(page, 'Importé')
  yield 'pro-import-applied'
  await page.goto(`${here}/annulation`)
  yield 'pro-import-undo'
  await send(page)
  await worked(page, 'Annulé')
  yield 'pro-import-undone'
  await sendFile(page, 'offers', 'services.json', services)
  await send(page)
  await worked(page, 'Essayé')
  await follow(page, () => page.locator('main a.link-card[href$=thematiques]').click())
  yield 'pro-import-topics'
  await page.goto(`${page.url().replace('/thematiques', '')}/abandon`)
  yield 'pro-import-drop'
  await send(page)
  yield 'pro-import-dropped'
  await page.goto('/pro/animation/exports')
  yield 'pro-exports'
  await page.goto('/pro/deconnexion')
  await send(page)
}
