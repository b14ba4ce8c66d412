const communes: readonly (readonly [name: string, postalCode: string])[] = [
  ['ROANNE', '42300'],
  ['Montbrison', '42600'],
  ['SAINT ETIENNE CEDEX 2', '42013'],
  ['Firminy', '42700'],
  ['Feurs', '42110'],
]

/** A dirty file of so many partners: capitals, lost zeros, CEDEX, some lines twice, some refused. */
export const manyPartnerLines = (count: number): string => {
  const lines = ['Nom de la structure;Adresse;CP;Ville;Tél;Courriel;Présentation']
  for (let place = 1; place <= count; place += 1) {
    const [commune, postalCode] = communes[place % communes.length] ?? ['Roanne', '42300']
    const number = place % 50 === 0 ? place - 1 : place
    const mail = place % 70 === 0 ? 'pas une adresse' : `accueil${number}@structure.example`
    const name = place % 3 === 0 ? `MAISON DES JEUNES NUMERO ${number}` : `Structure du quartier ${number}`
    lines.push(`${name};${place} RUE DE LA PAIX;${postalCode};${commune};465711000;${mail};Accueil, écoute, aide`)
  }
  return `${lines.join('\n')}\n`
}

/** A file as it comes over the network. */
export async function* inChunks(content: string | Buffer): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(content)
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536)
}
