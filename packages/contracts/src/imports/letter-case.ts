/** Short words that stay small inside a name. */
const small = new Set(
  (
    'a à au aux d de des du en et l la le les ou où par pour sur sous un une chez vers avec sans dans ' +
    'rue avenue boulevard place chemin route impasse allée allee quai cours square bis ter'
  ).split(' '),
)

/** Abbreviations of French organisations that read as words otherwise. */
const acronyms = new Set(
  (
    'adie adil afpa agefiph anpaa apec bij caarud caf cada cava cca ccas cci cdad cdos cejm cfa cidff cij ' +
    'cio cis cms cmp cnam cpam cpef crij crous csapa cths edf eid ehpad epcc epci epide erip esat ese ' +
    'etti fjt fle fsl geiq gip greta hlm iae ij insee irts lgbt maif mda mdph mfr mife mij mjc msa ofqj ' +
    'paej pij pimms plie pmi saej siae siao smj spip sncf udaf ufcv unaf urssaf ii iii iv vi vii viii ix'
  ).split(' '),
)

const isAcronym = (word: string): boolean =>
  acronyms.has(word) || (/^[^aeiouyàâéèêëîïôûù]{2,5}$/.test(word) && word.length > 1)

const capital = (word: string): string => word.charAt(0).toLocaleUpperCase('fr') + word.slice(1)

/** Is it written in capitals only? Short single words are acronyms rather. */
const shouts = (words: string): boolean => {
  const letters = words.replaceAll(/\P{L}/gu, '')
  if (letters.length < 4 || letters !== letters.toLocaleUpperCase('fr')) return false
  return letters.length > 5 || /\P{L}/u.test(words.trim())
}

/** A name in capitals, as it is read: "MISSION LOCALE DU FOREZ" is "Mission Locale du Forez". Others stay as they are. */
export const inLowerCase = (words: string): string => {
  if (!shouts(words)) return words
  let isFirst = true
  return words.toLocaleLowerCase('fr').replaceAll(/[\p{L}\p{N}]+/gu, (word) => {
    const wasFirst = isFirst
    isFirst = false
    if (isAcronym(word)) return word.toLocaleUpperCase('fr')
    return small.has(word) && !wasFirst ? word : capital(word)
  })
}

/** A street in capitals, as it is read: "12 RUE DE LA PAIX" is "12 rue de la Paix". */
export const streetInLowerCase = (words: string): string => {
  if (!shouts(words)) return words
  return words
    .toLocaleLowerCase('fr')
    .replaceAll(/[\p{L}\p{N}]+/gu, (word) => (small.has(word) || /^\d/.test(word) ? word : capital(word)))
}

/** A person's name in capitals, as it is read: "JEAN-PIERRE D'ORMESSON" is "Jean-Pierre d'Ormesson". */
export const personInLowerCase = (words: string): string =>
  words
    .split(' ')
    .map((part) =>
      part.length > 1 && part === part.toLocaleUpperCase('fr')
        ? part
            .toLocaleLowerCase('fr')
            .replaceAll(/\p{L}+/gu, (word) => (word === 'd' || word === 'de' || word === 'du' ? word : capital(word)))
        : part,
    )
    .join(' ')
